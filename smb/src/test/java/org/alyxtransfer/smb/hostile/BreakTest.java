package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper.Reply;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.wire.Payload;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Oplock and lease breaks: none comes to who holds neither, and one that comes all the same harms nothing. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class BreakTest {
    private static SambaServer samba;

    @BeforeAll
    static void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
        Errand.prepare(samba.folder("transfer"));
    }

    @AfterAll
    static void stop() throws IOException {
        samba.close();
    }

    @ParameterizedTest
    @EnumSource(OpenMode.class)
    void anotherClientProvokesNone(OpenMode mode) throws IOException {
        AtomicInteger breaks = new AtomicInteger();
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            proxy.use((number, answer) -> {
                breaks.addAndGet(Bytes.isOf(Command.OPLOCK_BREAK, answer) ? 1 : 0);
                return Reply.of(answer);
            });
            SmbSession first = logOn(proxy.port(), Guarding.NOT);
            SmbSession second = logOn(samba.port(), Guarding.NOT);
            SmbShare share = Errand.done(first.share("transfer"));
            SmbShare same = Errand.done(second.share("transfer"));
            String path = isFolder(mode) ? "fixed" : "shared.npy";
            put(share, "shared.npy");

            SmbFile held = Errand.done(share.open(path, mode));
            if (mode != OpenMode.EXCLUSIVE) {
                put(same, "shared.npy"); // opens it for writing, and empties it
                same.rename("shared.npy", "renamed.npy", true).block(Errand.SOON);
            }
            held.close().block(Errand.SOON);
            first.logOff().block(Errand.SOON);
            second.logOff().block(Errand.SOON);
        }

        assertThat(breaks).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT", "GMAC", "CMAC_AT_3_0_2"})
    void anUnaskedOneIsPassedOver(Guarding guarding) throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            proxy.use((number, answer) -> Reply.of(Breaks.oplock(), Breaks.lease(), answer));
            SmbSession session = logOn(proxy.port(), guarding);
            for (Errand errand : Errand.values()) {
                errand.run(Errand.done(session.share("transfer")), samba.folder("transfer"), "own.bin", true);
            }
            assertThat(session.isOpen()).isTrue();
            session.logOff().block(Errand.SOON);
        }
    }

    private static boolean isFolder(OpenMode mode) {
        return mode == OpenMode.LIST || mode == OpenMode.MAKE_FOLDER || mode == OpenMode.DELETE_FOLDER;
    }

    private static void put(SmbShare share, String path) {
        share.put(path, Payload.copyOf(ByteBuffer.wrap(new byte[10])), Instant.EPOCH)
                .block(Errand.SOON);
    }

    private static SmbSession logOn(int port, Guarding guarding) {
        SmbOptions options = guarding.on(SmbOptions.of("127.0.0.1").withPort(port));
        return Errand.done(SmbClient.of(options).logOn(SmbCredentials.password(samba.user(), () -> samba.password()
                .toCharArray())));
    }
}
