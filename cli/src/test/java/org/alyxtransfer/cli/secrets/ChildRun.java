package org.alyxtransfer.cli.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.cli.Main;

/** A run of the program in a process of its own; what it says goes to files in its home. */
record ChildRun(int exit, String said) {
    private static final long PATIENCE_SECONDS = 120;

    static ChildRun of(Path home, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Path said = Files.createTempFile(home, "said-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(said.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + command);
        }
        ChildRun run = new ChildRun(process.exitValue(), Files.readString(said));
        System.out.printf("$ alyx-transfer %s%n%s-> %d%n", String.join(" ", args), run.said(), run.exit());
        return run;
    }
}
