package org.alyxtransfer.faults;

import java.time.Duration;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.jcifs.Signing;
import org.alyxtransfer.storage.smb.SmbSettings;
import org.alyxtransfer.storage.smb.SmbStorage;
import reactor.core.publisher.Mono;

/** The SMB clients that every fault is tried on. */
enum SmbClient {
    JCIFS {
        @Override
        Opened open(SambaServer samba, String password, int port, boolean isSigned, MemoryBudget budget) {
            JcifsSettings settings = JcifsSettings.of(
                            samba.host(), samba.shares().get(0), samba.user(), password::toCharArray)
                    .withPort(port)
                    .withSigning(isSigned ? Signing.IF_REQUIRED : Signing.OFF)
                    .withOperationTimeout(TIMEOUT);
            JcifsStorage storage = new JcifsStorage(settings, budget);
            return new Opened(storage, storage.close());
        }
    },
    REACTIVE {
        @Override
        Opened open(SambaServer samba, String password, int port, boolean isSigned, MemoryBudget budget) {
            SmbOptions server = SmbOptions.of(samba.host())
                    .withPort(port)
                    .with(isSigned ? SmbOptions.Signing.REQUIRED : SmbOptions.Signing.OFF)
                    .withTimeouts(TIMEOUT, TIMEOUT);
            SmbCredentials who = SmbCredentials.password(samba.user(), password::toCharArray);
            SmbStorage storage = new SmbStorage(
                    SmbSettings.of(server, who, samba.shares().get(0)).withChunks(256 << 10, 4), budget);
            return new Opened(storage, storage.close());
        }
    };

    /** Short, and long enough for a busy machine. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** A share, and how to end its connections. */
    record Opened(Storage storage, Mono<Void> close) {}

    abstract Opened open(SambaServer samba, String password, int port, boolean isSigned, MemoryBudget budget);
}
