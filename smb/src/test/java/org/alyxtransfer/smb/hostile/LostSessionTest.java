package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.NtStatus;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions whose connections broke without a real smbd's knowing, and what it does about them at the next login. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class LostSessionTest {
    private static final String FILE = "held.bin";
    private static SambaServer samba;
    private HostileProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
    }

    @AfterAll
    static void stop() throws IOException {
        samba.close();
    }

    @BeforeEach
    void stand() {
        proxy = HostileProxy.before(samba.host(), samba.port());
        proxy.hideEnds(true);
    }

    @AfterEach
    void leave() {
        proxy.close();
        Awaitility.await().until(() -> samba.connections() == 0);
    }

    @ParameterizedTest
    @EnumSource(Guarding.class)
    void aLoginInThePlaceOfOneEndsWhatItHasOpen(Guarding guarding) {
        SmbClient client = client(guarding, Errand.SOON);
        SmbSession lost = logOn(client);
        hold(lost);
        lost.cut();
        SmbSession other = logOn(client);
        assertHeld(other);

        SmbSession next = Errand.done(client.logOnInPlaceOf(lost, who()));

        hold(next);
        other.echo().block(Errand.SOON);
    }

    @Test
    void aSessionThatIsOpenStaysSo() {
        SmbClient client = client(Guarding.GMAC, Errand.SOON);
        SmbSession open = logOn(client);
        hold(open);

        SmbSession next = Errand.done(client.logOnInPlaceOf(open, who()));

        assertHeld(next);
        open.echo().block(Errand.SOON);
    }

    @Test
    void aServerThatKeepsTheLoginWaitingIsAskedNoMore() throws IOException {
        SmbClient client = client(Guarding.GMAC, Duration.ofSeconds(2));
        List<Long> before = samba.processes();
        SmbSession lost = logOn(client);
        List<Long> serving = samba.processes().stream()
                .filter(process -> !before.contains(process))
                .toList();
        samba.suspend(serving);
        lost.cut();
        try {
            assertThatThrownBy(() -> client.logOnInPlaceOf(lost, who()).block(Errand.SOON))
                    .isInstanceOfSatisfying(
                            SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
            SmbSession next = Errand.done(client.logOnInPlaceOf(lost, who()));

            next.echo().block(Errand.SOON);
        } finally {
            samba.resume();
        }
    }

    private static void hold(SmbSession session) {
        Errand.done(Errand.done(session.share("transfer")).open(FILE, OpenMode.EXCLUSIVE));
    }

    private static void assertHeld(SmbSession session) {
        assertThatThrownBy(() -> hold(session)).isInstanceOfSatisfying(SmbException.class, e -> assertThat(e.status())
                .isEqualTo(NtStatus.SHARING_VIOLATION));
    }

    private SmbClient client(Guarding guarding, Duration patience) {
        SmbOptions options = guarding.on(SmbOptions.of("127.0.0.1").withPort(proxy.port()));
        return SmbClient.of(options.withTimeouts(Duration.ofSeconds(5), patience));
    }

    private static SmbSession logOn(SmbClient client) {
        return Errand.done(client.logOn(who()));
    }

    private static SmbCredentials who() {
        return SmbCredentials.password(samba.user(), () -> samba.password().toCharArray());
    }
}
