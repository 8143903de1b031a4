package org.alyxtransfer.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions.Encryption;
import org.alyxtransfer.smb.SmbOptions.Signing;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.wire.Payload;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who logs on as nobody, and says so, on a server that lets nobody in. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class GuestTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static SambaServer open;
    private static SambaServer closed;

    @BeforeAll
    static void start() throws IOException {
        open = Samba.start(SambaSettings.defaults()
                .withOptions(Map.of(
                        "map to guest",
                        "Bad User",
                        "guest ok",
                        "yes",
                        "guest account",
                        System.getProperty("user.name"))));
        Files.writeString( // the last section is the share; a login without a name is of no valid user
                open.configuration(), "\nvalid users =\n", StandardOpenOption.APPEND);
        open.restart();
        closed = Samba.start(SambaSettings.defaults());
    }

    @AfterAll
    static void stop() throws IOException {
        open.close();
        closed.close();
    }

    static Stream<SmbCredentials> nobodies() {
        return Stream.of(SmbCredentials.guest(), SmbCredentials.anonymous());
    }

    @ParameterizedTest
    @MethodSource("nobodies")
    void nobodyWritesAndReadsUnprotected(SmbCredentials nobody) {
        SmbSession session =
                SmbClient.of(at(open).with(Signing.IF_REQUIRED)).logOn(nobody).block(SOON);
        SmbShare share = session.share("transfer").block(SOON);
        ByteBuffer content = ByteBuffer.wrap(new byte[] {1, 2, 3});

        share.put("by-nobody.npy", Payload.copyOf(content), Instant.EPOCH).block(SOON);
        Payload back = Payload.empty(content.remaining());
        share.get("by-nobody.npy", back).block(SOON);
        session.logOff().block(SOON);

        assertThat(back.bytes()).isEqualTo(content);
        assertThat(session.facts().isSigned()).isFalse();
        assertThat(session.facts().isSealed()).isFalse();
        assertThat(share.isProtected()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("nobodies")
    void nobodyIsRefusedWhereMessagesMustBeProtected(SmbCredentials nobody) {
        for (SmbOptions demanding :
                new SmbOptions[] {at(open), at(open).with(Signing.IF_REQUIRED).with(Encryption.REQUIRED)}) {
            assertThat(failure(demanding, nobody).reason()).isEqualTo(Reason.POLICY);
        }
    }

    @Test
    void aServerWithoutGuestsRefusesThem() {
        assertThat(failure(at(closed).with(Signing.OFF), SmbCredentials.guest()).reason())
                .isEqualTo(Reason.AUTHENTICATION);
    }

    @Test
    void whoGaveANameIsNeverAGuest() {
        SmbCredentials unknown = SmbCredentials.password("somebody-else", () -> "secret".toCharArray());

        assertThat(failure(at(open).with(Signing.OFF), unknown))
                .hasMessageContaining("as a guest only")
                .returns(Reason.AUTHENTICATION, SmbException::reason);
    }

    private static SmbException failure(SmbOptions options, SmbCredentials who) {
        SmbException[] failure = {null};
        assertThatThrownBy(() -> SmbClient.of(options).logOn(who).block(SOON))
                .isInstanceOfSatisfying(SmbException.class, e -> failure[0] = e);
        return failure[0];
    }

    private static SmbOptions at(SambaServer server) {
        return SmbOptions.of(server.host()).withPort(server.port());
    }
}
