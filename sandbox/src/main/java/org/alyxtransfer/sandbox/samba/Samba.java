package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Samba servers. Blocks on processes and sockets: for commands, tests and benchmarks, never on an event loop.
 *
 * <pre>{@code
 * try (SambaServer samba = Samba.start(SambaSettings.defaults().with(Signing.REQUIRED))) {
 *     Files.list(samba.folder("transfer"));
 * }
 * }</pre>
 */
public final class Samba {
    private static final Logger LOG = LoggerFactory.getLogger(Samba.class);

    private Samba() {}

    /** Starts a server and returns once it answers; a second or so. */
    public static SambaServer start(SambaSettings settings) throws IOException {
        Availability availability = availability();
        if (!availability.isInstalled()) {
            throw new IOException(availability.message());
        }
        return SambaServer.start(settings);
    }

    /** Starts a server or, where Samba is not installed, says so loudly and gives folders in its place. */
    public static Store startOrFolder(SambaSettings settings) throws IOException {
        Availability availability = availability();
        if (availability.isInstalled()) {
            return SambaServer.start(settings);
        }
        String notice =
                availability.message() + " Going on with a plain folder as the store: nothing of SMB is exercised.";
        LOG.warn(notice);
        return new FolderStore(Workplace.create(settings.shares(), false), notice);
    }

    /** Whether a server can be started on this machine. */
    public static boolean isInstalled() {
        return availability().isInstalled();
    }

    /** Whether a server can be started on this machine, and if not, why. */
    public static Availability availability() {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return new Availability(false, "The sandbox starts Samba on Linux only.");
        }
        List<String> missing = Stream.of("smbd", "pdbedit", "smbstatus")
                .filter(name -> Program.find(name).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return new Availability(
                    true,
                    "Samba is installed: " + Program.find("smbd").orElseThrow().path());
        }
        return new Availability(
                false,
                "Samba is not installed (no " + String.join(", ", missing)
                        + "); on Debian: install the package samba (apt-get install samba).");
    }
}
