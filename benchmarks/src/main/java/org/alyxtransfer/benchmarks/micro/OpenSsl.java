package org.alyxtransfer.benchmarks.micro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/** What OpenSSL's native code reaches on this machine, on one core. */
final class OpenSsl {
    private static final String MACHINE_READABLE = "+F:";

    private OpenSsl() {}

    /**
     * Bytes per second over blocks of 1 MiB; empty where there is no OpenSSL or it does not know the algorithm.
     *
     * @param arguments as {@code openssl speed} takes them: {@code -evp md5}
     */
    static OptionalDouble bytesPerSecond(List<String> arguments) throws IOException {
        var command =
                new java.util.ArrayList<>(List.of("openssl", "speed", "-mr", "-seconds", "2", "-bytes", "1048576"));
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            return OptionalDouble.empty();
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return answer.lines()
                .filter(line -> line.startsWith(MACHINE_READABLE))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .mapToDouble(Double::parseDouble)
                .findFirst();
    }
}
