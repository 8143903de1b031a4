package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.hostile.Tamper.Reply;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.NtStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that has the keys and lies: its signatures and seals are right, and what is in them is not believed for that. */
@Tag("samba")
class InsiderTest {
    private static final int SIZE_IN_CREATE = 48; // [MS-SMB2] 2.2.14
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
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"NOT.*"})
    void theKeysAreTheSessions(Guarding guarding) throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            SmbSession session = logOn(proxy, guarding, (number, answer) -> Reply.of(answer));
            for (Errand errand : Errand.values()) {
                errand.run(Errand.done(session.share("transfer")), samba.folder("transfer"), "own.bin", true);
            }
            session.logOff().block(Errand.SOON);
            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"NOT.*"})
    void aSizeBelowNothingIsRefusedInARightSealToo(Guarding guarding) throws Exception {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            SmbSession session = logOn(proxy, guarding, (number, answer) -> {
                for (int start : Frames.starts(answer)) {
                    boolean isCreate = Bytes.of(answer).getShort(start + Bytes.COMMAND) == Command.CREATE.code();
                    if (isCreate && Bytes.of(answer).getInt(start + Bytes.STATUS) == NtStatus.SUCCESS) {
                        Bytes.of(answer).putLong(start + Header.BYTES + SIZE_IN_CREATE, -1);
                    }
                }
                return Reply.of(answer);
            });

            assertThatThrownBy(() -> Errand.LOOK.run(
                            Errand.done(session.share("transfer")), samba.folder("transfer"), "own.bin", false))
                    .isInstanceOfSatisfying(
                            SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PROTOCOL))
                    .hasMessageContaining("malformed answer");
            assertThat(proxy.isLeft(Errand.SOON)).isTrue();
        }
    }

    private static SmbSession logOn(HostileProxy proxy, Guarding guarding, Tamper lie) {
        proxy.use(new Insider(samba.password(), lie));
        SmbOptions options = guarding.on(SmbOptions.of("127.0.0.1").withPort(proxy.port()));
        return Errand.done(SmbClient.of(options).logOn(SmbCredentials.password(samba.user(), () -> samba.password()
                .toCharArray())));
    }
}
