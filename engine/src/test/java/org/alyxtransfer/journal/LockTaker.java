package org.alyxtransfer.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program that tries to take a lock, says whether it could, and ends. */
final class LockTaker {
    private LockTaker() {}

    public static void main(String[] arguments) throws IOException {
        System.out.print(ProcessLock.tryTake(Path.of(arguments[0])).isPresent());
    }

    /** Whether another process could take it now. */
    static boolean canTake(Path file) throws IOException {
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockTaker.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return switch (said) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalStateException("the other process said '" + said + "'");
        };
    }
}
