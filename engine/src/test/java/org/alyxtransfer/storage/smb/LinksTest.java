package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.wire.Payload;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How long connections are used. */
@Tag("samba")
class LinksTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Servers servers = new Servers();
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private SambaServer samba;
    private Links links;

    @BeforeEach
    void connect() {
        samba = servers.start(SambaSettings.defaults());
        links = new Links(Servers.settings(samba, "transfer"), clock);
    }

    @AfterEach
    void close() throws IOException {
        links.close().block(SOON);
        servers.close();
    }

    @Test
    void aConnectionServesForAnHour() {
        SmbShare first = done(links.share(0));

        clock.advanceTimeBy(Links.MOST_AGE.minusSeconds(1));

        assertThat(done(links.share(0))).isSameAs(first);
    }

    @Test
    void whatIsOpenOnAnOldOneGoesOnThereAndNothingElse() {
        SmbShare old = done(links.share(0));
        SmbFile file = done(old.open("held.npy", OpenMode.WRITE_FRESH));
        clock.advanceTimeBy(Links.MOST_AGE);

        SmbShare next = done(links.share(0));
        file.write(0, Payload.copyOf(ByteBuffer.wrap(new byte[10]))).block(SOON);

        assertThat(next).isNotSameAs(old);
        assertThat(done(links.share(0))).isSameAs(next);
        assertThat(done(file.close()).size()).isEqualTo(10);
    }

    @Test
    void anOldOneLogsOffWhenItsLastFileIsClosed() {
        SmbShare old = done(links.share(0));
        SmbFile first = done(old.open("first.npy", OpenMode.WRITE_FRESH));
        SmbFile last = done(old.open("last.npy", OpenMode.WRITE_FRESH));
        clock.advanceTimeBy(Links.MOST_AGE);
        done(links.share(0));

        first.close().block(SOON);
        assertThat(old.isOpen()).isTrue();
        last.close().block(SOON);

        Awaitility.await().atMost(SOON).until(() -> !old.isOpen());
        assertThat(done(done(links.share(0)).stat("last.npy")).size()).isZero();
    }

    /** A network that forgot the connection: the server would keep what is open there, and do what is under way, for hours. */
    @Test
    void aBrokenOneIsReplacedAndNoneBesides() throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            AtomicBoolean cuts = new AtomicBoolean();
            proxy.hideEnds(true);
            proxy.use((number, answer) ->
                    cuts.compareAndSet(true, false) ? Tamper.Reply.raw(new byte[0], true) : Tamper.Reply.of(answer));
            SmbOptions options = SmbOptions.of("127.0.0.1").withPort(proxy.port());
            Links frail = new Links(Servers.settings(options, samba, "transfer"), clock);
            SmbShare broken = done(frail.share(0));
            SmbShare whole = done(frail.share(1));
            done(broken.open("first.lock", OpenMode.EXCLUSIVE));
            done(whole.open("second.lock", OpenMode.EXCLUSIVE));

            cuts.set(true);
            assertThatThrownBy(() -> broken.stat("first.lock").block(SOON)).isInstanceOf(SmbException.class);
            SmbShare next = done(frail.share(0));

            done(next.open("first.lock", OpenMode.EXCLUSIVE));
            assertThat(done(frail.share(1))).isSameAs(whole);
            assertThatThrownBy(
                            () -> next.open("second.lock", OpenMode.EXCLUSIVE).block(SOON))
                    .isInstanceOfSatisfying(
                            SmbException.class, e -> assertThat(e.status()).isEqualTo(NtStatus.SHARING_VIOLATION));
            frail.close().block(SOON);
        }
    }

    private static <T> T done(Mono<T> step) {
        return Objects.requireNonNull(step.block(SOON));
    }
}
