package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
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
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Servers servers = new Servers();
    private final SambaServer samba = servers.start(SambaSettings.defaults());
    private final MemoryBudget budget = new MemoryBudget(8L << 20);

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @Override
    protected SambaServer server() {
        return samba;
    }

    @Override
    protected Storage client() {
        return servers.storage(
                Servers.settings(samba, SambaSettings.DEFAULT_SHARE).withOperationTimeout(TIMEOUT), budget);
    }
}
