package org.alyxtransfer.automation.analysis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a Java of its own. */
final class OwnJava {
    private OwnJava() {}

    /** What it printed. */
    static String run(String flag, Class<?> program, Path... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flag, "-cp", System.getProperty("java.class.path"), program.getName()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        Process java = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
