package org.alyxtransfer.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CountDownLatch;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class TicketsTest {
    private static final String CONFIGURATION = "java.security.krb5.conf";
    private static final int FORWARDABLE = 1;
    private static final int INITIAL = 9;

    @ParameterizedTest
    @CsvSource({
        "Server not found in Kerberos database (7) - LOOKING_UP_SERVER, no service cifs/nas.example.org",
        "Ticket expired (32) - PROCESS_TGS, gets a new one",
        "Clock skew too great (37) - PROCESS_TGS, clocks of this computer"
    })
    void whatTheCentreRefusesIsSaid(String text, String meaning) {
        Throwable failure =
                new IOException("GSSAPI mechanism failed", new Exception("No valid credentials", new Exception(text)));

        SmbException refused = Tickets.refused(failure, "nas.example.org", "SANDBOX.TEST");

        assertThat(refused.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(refused)
                .hasMessageContaining(meaning)
                .hasMessageContaining(text)
                .hasCause(failure);
    }

    @Test
    void whatJavaMakesOfTheCentresAnswerIsLeftOut() {
        GSSException said = new GSSException(GSSException.NO_CRED, -1, "Server not found in Kerberos database (7)");
        said.initCause(new Exception("Identifier doesn't match expected value (906)"));

        assertThat(Tickets.refused(new IOException("failed", said), "nas", ""))
                .hasMessageContaining("cifs/nas")
                .hasMessageEndingWith("(Server not found in Kerberos database (7))");
    }

    @Test
    void aCentreThatIsAwayIsNoRefusal() {
        Throwable failure = new IOException("failed", new ConnectException("Connection refused"));

        assertThat(Tickets.refused(failure, "nas", ""))
                .returns(Reason.UNREACHABLE, SmbException::reason)
                .hasMessage("the key distribution centre could not be reached (Connection refused)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Cannot locate KDC", "Cannot locate default realm", "Cannot get kdc for realm SANDBOX.TEST"})
    void aRealmThatThisComputerDoesNotKnowIsAMatterOfItsSettings(String text) {
        Exception unheard = new Exception(text, new ConnectException("the name server did not answer"));
        Throwable failure = new IOException("failed", unheard);

        assertThat(Tickets.refused(failure, "nas", "SANDBOX.TEST"))
                .returns(Reason.SETUP, SmbException::reason)
                .hasMessageContaining("no key distribution centre is known for the realm SANDBOX.TEST")
                .hasMessageContaining("krb5.conf")
                .hasMessageContaining("SANDBOX.TEST = { kdc = HOST }");
    }

    @Test
    void theFileThatJavaWasToldToReadIsNamed() {
        System.setProperty(CONFIGURATION, "/none/krb5.conf");
        try {
            assertThat(Realms.unknown("")).contains("neither /none/krb5.conf, which is not there, nor DNS");
        } finally {
            System.clearProperty(CONFIGURATION);
        }
    }

    @Test
    void aCentreThatSwallowsWhatItIsAskedIsGivenUp() {
        CountDownLatch answer = new CountDownLatch(1);

        StepVerifier.create(Tickets.within(Duration.ofMillis(50), () -> {
                    answer.await();
                    return "ticket";
                }))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                        .hasMessageContaining("within 50 ms: the key distribution centre does not answer"));
        answer.countDown();
    }

    @Test
    void whatTicketsAreMadeOfAndWhyNotIsHeard() {
        StepVerifier.create(Tickets.within(Duration.ofSeconds(20), () -> "ticket"))
                .expectNext("ticket")
                .verifyComplete();
        StepVerifier.create(Tickets.within(Duration.ofSeconds(20), () -> {
                    throw SmbException.of(Reason.AUTHENTICATION, "no");
                }))
                .verifyErrorMessage("no");
    }

    @Test
    void anythingElseIsToldAsJavaSaysIt() {
        assertThat(Tickets.refused(new IOException("Server does not support kerberos authentication"), "nas", ""))
                .returns(Reason.AUTHENTICATION, SmbException::reason)
                .hasMessage("no login with tickets was possible (Server does not support kerberos authentication)");
    }

    @Test
    void aTicketToHandOnBecomesOneToKeep() {
        boolean[] flags = new boolean[32];
        flags[FORWARDABLE] = true;
        flags[INITIAL] = true;
        Date soon = Date.from(Instant.now().plusSeconds(60));
        KerberosPrincipal anna = new KerberosPrincipal("anna@SANDBOX.TEST");
        KerberosTicket given = new KerberosTicket(
                new byte[] {1, 2},
                anna,
                new KerberosPrincipal("krbtgt/SANDBOX.TEST@SANDBOX.TEST"),
                new byte[16],
                17,
                flags,
                Date.from(Instant.EPOCH),
                null,
                soon,
                null,
                null);
        Subject subject = new Subject();
        subject.getPrincipals().add(anna);
        subject.getPrivateCredentials().add(given);

        Subject kept = Tickets.keptHere(subject);

        assertThat(kept.getPrincipals()).containsExactly(anna);
        assertThat(kept.getPrivateCredentials(KerberosTicket.class))
                .singleElement()
                .satisfies(ticket -> {
                    assertThat(ticket.isForwardable()).isFalse();
                    assertThat(ticket.isInitial()).isTrue();
                    assertThat(ticket.getEncoded()).isEqualTo(given.getEncoded());
                    assertThat(ticket.getEndTime()).isEqualTo(soon);
                });
        assertThat(given.isForwardable()).isTrue();
    }
}
