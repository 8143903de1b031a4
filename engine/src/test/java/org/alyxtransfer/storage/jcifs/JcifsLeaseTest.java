package org.alyxtransfer.storage.jcifs;

import java.time.Duration;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.LeaseLossContract;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("samba")
class JcifsLeaseTest extends LeaseLossContract {
    private final Servers clients = new Servers();

    @AfterEach
    void closeClients() {
        clients.closeStorages();
    }

    @Override
    protected Storage client(SambaServer server, Duration timeout, MemoryBudget memory) {
        return clients.storage(
                Servers.settings(server, SambaSettings.DEFAULT_SHARE).withOperationTimeout(timeout), memory);
    }
}
