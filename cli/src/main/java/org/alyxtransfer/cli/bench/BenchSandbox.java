package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.cli.config.Folders;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.sandbox.BackgroundSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;

/** A sandbox of its own, in a process of its own: what its servers use is not this program's. Blocks. */
public final class BenchSandbox implements AutoCloseable {
    private final Path home;
    private final BackgroundSandbox sandbox;
    private final SandboxAccess access;

    private BenchSandbox(Path home, BackgroundSandbox sandbox, SandboxAccess access) {
        this.home = home;
        this.sandbox = sandbox;
        this.access = access;
    }

    /** Starts it; some seconds. */
    public static BenchSandbox start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("alyx-transfer-bench-");
        BackgroundSandbox sandbox = new BackgroundSandbox(new Folders(
                home.resolve("config").resolve("alyx-transfer"),
                home.resolve("state").resolve("alyx-transfer")));
        try {
            return new BenchSandbox(
                    home, sandbox, sandbox.start(null, home.resolve("mails")).access());
        } catch (IOException | InterruptedException | RuntimeException e) {
            sandbox.stop();
            remove(home);
            throw e;
        }
    }

    public SandboxAccess access() {
        return access;
    }

    /** How to reach it, and nothing of the user's own settings. */
    public Settings settings(Map<String, String> overrides) {
        return Settings.load(new ProfileChoice("sandbox", sandbox.profile(), true), overrides, Map.of());
    }

    @Override
    public void close() throws IOException {
        try {
            sandbox.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            remove(home);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inside) {
                Files.deleteIfExists(path);
            }
        }
    }
}
