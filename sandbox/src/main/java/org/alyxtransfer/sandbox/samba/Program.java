package org.alyxtransfer.sandbox.samba;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An installed program, run to its end. */
record Program(Path path) {
    /** Folders to look in, instead of {@code PATH} and the usual sbin ones, separated as in {@code PATH}. */
    static final String FOLDERS_PROPERTY = "alyx-transfer.sandbox.programs";

    // far beyond what pdbedit or mount take, and short enough that nobody waits for a hung one for ever
    private static final int SECONDS = 60;

    /** What a finished program said. */
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** Looks for a program; ordinary users seldom have the sbin folders, where smbd lives, in their {@code PATH}. */
    static Optional<Program> find(String name) {
        String only = System.getProperty(FOLDERS_PROPERTY);
        Stream<String> folders = only != null
                ? folders(only)
                : Stream.concat(
                        folders(System.getenv().getOrDefault("PATH", "")),
                        Stream.of(
                                "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/samba/sbin"));
        return folders.map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Program::new);
    }

    static Program named(String name) throws IOException {
        return find(name).orElseThrow(() -> new IOException("There is no program " + name + " on this machine"));
    }

    private static Stream<String> folders(String list) {
        return Stream.of(list.split(File.pathSeparator)).filter(folder -> !folder.isBlank());
    }

    /** Runs it with this input and waits for its end; output and errors come as one text. */
    Result run(List<String> arguments, String input) throws IOException {
        Path output = Files.createTempFile("alyx-transfer-", ".out");
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile()) // a full pipe can't stall it, and a hung program not us
                    .start();
            return finish(process, input, output);
        } finally {
            Files.delete(output);
        }
    }

    private Result finish(Process process, String input, Path output) throws IOException {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without reading its input; its status tells
        }
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(path + " did not end within " + SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while " + path + " ran");
        } finally {
            process.destroyForcibly();
        }
    }

    List<String> command(List<String> arguments) {
        var command = new ArrayList<String>(arguments.size() + 1);
        command.add(path.toString());
        command.addAll(arguments);
        return command;
    }
}
