package org.alyxtransfer.smb.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.alyxtransfer.sandbox.kerberos.Kdc;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbOptions.Encryption;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.wire.Payload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** Tickets in place of a password, with a real key distribution centre and a real smbd ({@code bin/test kerberos}). */
@Tag("slow")
@Tag("kerberos")
class KerberosTest {
    private static final String CONFIGURATION = "java.security.krb5.conf";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Kdc kdc;
    private static SambaServer samba;
    private static Path userKeys;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Kdc.isInstalled(), Kdc.NEEDS);
        kdc = Kdc.start(folder);
        System.setProperty(CONFIGURATION, kdc.configuration().toString());
        samba = Samba.start(SambaSettings.defaults().withOptions(kdc.sambaOptions()));
        userKeys = kdc.keytab(samba.user());
    }

    @AfterAll
    static void stop() throws IOException {
        System.clearProperty(CONFIGURATION);
        if (samba != null) {
            samba.close();
        }
        if (kdc != null) {
            kdc.close();
        }
    }

    static SmbOptions[] everyKindOfKey() {
        SmbOptions signed = SmbOptions.of("localhost").withPort(samba.port()); // the name that the ticket is for
        return new SmbOptions[] {
            signed,
            signed.with(Encryption.REQUIRED),
            signed.withDialects(Dialect.SMB_3_0_2, Dialect.SMB_3_0_2),
            signed.withDialects(Dialect.SMB_2_1, Dialect.SMB_2_1)
        };
    }

    @ParameterizedTest
    @MethodSource("everyKindOfKey")
    void aTicketOpensTheShare(SmbOptions options) throws LoginException {
        Subject subject = withTicket();
        SmbCredentials who = SmbCredentials.kerberos(() -> subject);
        SmbSession session = done(SmbClient.of(options).logOn(who));
        SmbShare share = done(session.share("transfer"));

        done(share.put("ticket.npy", Payload.copyOf(ByteBuffer.wrap(new byte[1_000])), Instant.EPOCH));

        assertThat(share.isProtected()).isTrue();
        assertThat(samba.folder("transfer").resolve("ticket.npy")).hasSize(1_000);
        session.logOff().block(SOON);
    }

    @Test
    void theRealmOfAServerCanBeSaid() throws LoginException {
        Subject subject = withTicket();
        SmbOptions options = SmbOptions.of("localhost").withPort(samba.port());

        SmbSession session = done(SmbClient.of(options).logOn(new SmbCredentials.Kerberos(() -> subject, Kdc.REALM)));

        assertThat(session.isOpen()).isTrue();
        session.logOff().block(SOON);
    }

    @Test
    void theServerIsHandedNoTicketToGoOnWith() throws IOException, LoginException {
        Subject subject = withTicket();
        assertThat(subject.getPrivateCredentials(KerberosTicket.class))
                .isNotEmpty()
                .allMatch(KerberosTicket::isForwardable);

        done(SmbClient.of(SmbOptions.of("localhost").withPort(samba.port()))
                        .logOn(SmbCredentials.kerberos(() -> subject)))
                .logOff()
                .block(SOON);

        assertThat(Files.readString(folder.resolve("kdc.log"))) // a ticket to hand on would be asked for like any other
                .contains("for cifs/localhost@")
                .doesNotContainPattern("TGS_REQ .* for krbtgt/");
    }

    @Test
    void aServiceThatTheCentreDoesNotKnowIsNamed() throws LoginException {
        Subject subject = withTicket();
        SmbOptions byAddress = SmbOptions.of(samba.host()).withPort(samba.port());

        assertThatThrownBy(() -> SmbClient.of(byAddress)
                        .logOn(new SmbCredentials.Kerberos(() -> subject, Kdc.REALM))
                        .block(SOON))
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION))
                .hasMessageContaining("knows no service cifs/127.0.0.1");
    }

    private static Subject withTicket() throws LoginException {
        Subject subject = new Subject();
        Map<String, String> options = Map.of(
                "useKeyTab",
                "true",
                "keyTab",
                userKeys.toString(),
                "principal",
                samba.user() + "@" + Kdc.REALM,
                "doNotPrompt",
                "true");
        var entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options);
        new LoginContext("test", subject, null, new Configuration() {
                    @Override
                    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                        return new AppConfigurationEntry[] {entry};
                    }
                })
                .login();
        return subject;
    }

    private static <T> T done(Mono<T> step) {
        return Objects.requireNonNull(step.block(SOON));
    }
}
