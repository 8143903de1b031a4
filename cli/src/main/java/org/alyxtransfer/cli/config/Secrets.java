package org.alyxtransfer.cli.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alyxtransfer.automation.report.SecretSource;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * Passwords and tokens: from the environment or a private profile, else from a private file, else from a command. Read
 * when asked for, never kept.
 */
public final class Secrets {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // a password manager may ask its owner something

    private Secrets() {}

    public static Optional<String> alyxToken(Settings settings) {
        return find(settings, Keys.ALYX_TOKEN, Keys.ALYX_TOKEN_FILE, Keys.ALYX_TOKEN_COMMAND);
    }

    public static Optional<String> alyxPassword(Settings settings) {
        return find(settings, Keys.ALYX_PASSWORD, Keys.ALYX_PASSWORD_FILE, Keys.ALYX_PASSWORD_COMMAND);
    }

    public static Optional<String> storagePassword(Settings settings) {
        return find(settings, Keys.STORAGE_PASSWORD, Keys.STORAGE_PASSWORD_FILE, Keys.STORAGE_PASSWORD_COMMAND);
    }

    public static Optional<String> httpPassword(Settings settings) {
        return find(settings, Keys.HTTP_PASSWORD, Keys.HTTP_PASSWORD_FILE, Keys.HTTP_PASSWORD_COMMAND);
    }

    public static Optional<String> mailPassword(Settings settings) {
        return find(settings, MailKeys.PASSWORD, MailKeys.PASSWORD_FILE, MailKeys.PASSWORD_COMMAND);
    }

    /** What a rule's webhook refers to. */
    public static Optional<String> named(SecretSource source, Map<String, String> environment) {
        return switch (source.kind()) {
            case ENVIRONMENT -> Optional.ofNullable(environment.get(source.name()));
            case FILE -> Optional.of(firstLine(source.name()));
        };
    }

    private static Optional<String> find(
            Settings settings, Setting<String> value, Setting<String> file, Setting<String> command) {
        return settings.find(value)
                .or(() -> settings.find(file).map(Secrets::firstLine))
                .or(() -> settings.find(command).map(line -> printed(command.key(), line, PATIENCE)));
    }

    private static String firstLine(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new TransferException(Kind.INVALID, name, "there is no such file to read a secret from");
        }
        Privacy.requirePrivate(file);
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw new TransferException(Kind.INVALID, name, "its first line should be the secret, but is empty");
            }
            return line.strip();
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, name, "cannot be read: " + e.getMessage(), e);
        }
    }

    /** The command's words are split at blanks; no shell sees them. What it prints is never part of a message. */
    static String printed(String key, String command, Duration patience) {
        List<String> words = List.of(command.strip().split("\\s+"));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                return printed(key, words, process, patience);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException e) {
            throw failed(key, words, "could not be run: " + e.getMessage());
        } catch (TimeoutException e) {
            throw failed(key, words, "did not end within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(key, words, "was interrupted");
        }
    }

    /** Reads on a thread of its own: one that waits for a word of a silent command cannot be called back. */
    private static String printed(String key, List<String> words, Process process, Duration patience)
            throws IOException, ExecutionException, TimeoutException, InterruptedException {
        process.getOutputStream().close();
        FutureTask<String> line = new FutureTask<>(() -> firstLine(process));
        Thread reader = new Thread(line, "secret");
        reader.setDaemon(true);
        reader.start();
        String secret = line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException();
        }
        if (process.exitValue() != 0 || secret.isEmpty()) {
            throw failed(key, words, "printed no secret (exit " + process.exitValue() + ")");
        }
        return secret;
    }

    private static String firstLine(Process process) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            return line == null ? "" : line.strip();
        }
    }

    private static TransferException failed(String key, List<String> words, String why) {
        return new TransferException(Kind.INVALID, key, "the command '" + words.get(0) + "' " + why);
    }
}
