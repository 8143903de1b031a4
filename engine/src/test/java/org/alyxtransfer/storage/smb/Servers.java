package org.alyxtransfer.storage.smb;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.storage.MemoryBudget;

/** Samba servers and the storages on them, for one test class or one test; {@link #close} ends them all. */
final class Servers implements AutoCloseable {
    private final List<SmbStorage> storages = new ArrayList<>();
    private final List<SambaServer> servers = new ArrayList<>();

    SambaServer start(SambaSettings settings) {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        try {
            SambaServer server = Samba.start(settings);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SmbSettings settings(SambaServer server, String share) {
        return settings(SmbOptions.of(server.host()).withPort(server.port()), server, share);
    }

    static SmbSettings settings(SmbOptions options, SambaServer server, String share) {
        SmbCredentials who =
                SmbCredentials.password(server.user(), () -> server.password().toCharArray());
        return SmbSettings.of(options, who, share);
    }

    SmbStorage storage(SambaServer server, String share, MemoryBudget budget) {
        return storage(settings(server, share), budget);
    }

    SmbStorage storage(SmbSettings settings, MemoryBudget budget) {
        SmbStorage storage = new SmbStorage(settings, budget);
        storages.add(storage);
        return storage;
    }

    void closeStorages() {
        storages.forEach(storage -> storage.close().block());
        storages.clear();
    }

    @Override
    public void close() throws IOException {
        closeStorages();
        for (SambaServer server : servers) {
            server.close();
        }
    }
}
