package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbShare;
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
    private Links links;

    @BeforeEach
    void connect() {
        links = new Links(Servers.settings(servers.start(SambaSettings.defaults()), "transfer"), clock);
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

    private static <T> T done(Mono<T> step) {
        return Objects.requireNonNull(step.block(SOON));
    }
}
