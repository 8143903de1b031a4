package org.alyxtransfer.storage.smb;

import java.time.Duration;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.storage.LeaseLossContract;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("samba")
class SmbLeaseTest extends LeaseLossContract {
    private final Servers clients = new Servers();

    @AfterEach
    void closeClients() {
        clients.closeStorages();
    }

    @Override
    protected Storage client(SambaServer server, Duration timeout, MemoryBudget memory) {
        SmbOptions options =
                SmbOptions.of(server.host()).withPort(server.port()).withTimeouts(timeout, timeout);
        return clients.storage(Servers.settings(options, server, SambaSettings.DEFAULT_SHARE), memory);
    }
}
