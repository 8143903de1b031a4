package org.alyxtransfer.smb;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Arrays;
import java.util.Objects;
import javax.security.auth.Subject;
import jcifs.CIFSContext;
import jcifs.CIFSException;
import jcifs.CIFSUnsupportedCryptoException;
import jcifs.config.BaseConfiguration;
import jcifs.context.BaseContext;
import jcifs.smb.CredentialsInternal;
import jcifs.smb.Kerb5Authenticator;
import jcifs.smb.NtlmPasswordAuthenticator;
import jcifs.smb.NtlmPasswordAuthenticator.AuthenticationType;
import jcifs.smb.SSPContext;
import jcifs.util.Crypto;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one login, made by jcifs-ng ([MS-SPNG], [MS-NLMP], Kerberos). Its calls may block; not thread-safe.
 */
final class Tokens {
    static {
        try {
            Crypto.initProvider(new LoginDigests());
        } catch (CIFSUnsupportedCryptoException chosen) {
            assert Crypto.getProvider() != null; // somebody in this process has chosen before
        }
    }

    private final SSPContext exchange;
    private final String host;
    private final @Nullable Subject subject;

    /** A call of jcifs-ng. */
    private interface Call<T> {
        T run() throws CIFSException;
    }

    private Tokens(SSPContext exchange, String host, @Nullable Subject subject) {
        this.exchange = exchange;
        this.host = host;
        this.subject = subject;
    }

    /**
     * @param offer the token of the server's NEGOTIATE answer
     */
    static Tokens begin(SmbCredentials credentials, String host, byte[] offer) {
        @Nullable
        Subject subject = credentials instanceof SmbCredentials.Kerberos known
                ? Tickets.keptHere(known.tickets().get())
                : null;
        try {
            CIFSContext context = new BaseContext(new Configuration());
            context.close(); // it opened nothing, but the JVM would keep it until its end
            CredentialsInternal who =
                    subject == null ? authenticator(credentials) : new Kerb5Authenticator(subject); // without NTLM
            // Signing is asked for by whoever has a name: without it there is no session key.
            boolean hasName = !(credentials instanceof SmbCredentials.Guest guest) || guest.isNamed();
            SSPContext exchange = Objects.requireNonNull(
                    as(subject, () -> who.createContext(context, domain(credentials), host, offer, hasName)));
            return new Tokens(exchange, host, subject);
        } catch (CIFSException e) {
            throw refused(e, host, subject);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** Makes the first token of a login that goes nowhere, so that the classes for it are there when one goes somewhere. */
    static void load() {
        Crypto.getMD4();
        begin(SmbCredentials.password("nobody", () -> new char[0]), "localhost", new byte[0])
                .next(new byte[0]);
    }

    /** The next token to send. */
    byte[] next(byte[] received) {
        try {
            byte[] token = as(subject, () -> exchange.initSecContext(received, 0, received.length));
            return token == null ? new byte[0] : token;
        } catch (CIFSException e) {
            throw refused(e, host, subject);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** Takes the server's last token in, when it sent one. */
    void finish(byte[] received) {
        if (received.length > 0 && !exchange.isEstablished()) {
            next(received);
        }
    }

    byte[] sessionKey() {
        try {
            byte[] key = exchange.getSigningKey();
            return key == null ? new byte[0] : key;
        } catch (CIFSException e) {
            throw refused(e, host, subject);
        }
    }

    /** Java looks for tickets with whom the thread acts for. */
    private static <T> @Nullable T as(@Nullable Subject subject, Call<@Nullable T> call) throws CIFSException {
        if (subject == null) {
            return call.run();
        }
        try {
            return Subject.doAs(subject, (PrivilegedExceptionAction<@Nullable T>) call::run);
        } catch (PrivilegedActionException e) {
            throw e.getException() instanceof CIFSException why ? why : new CIFSException(e.getException());
        }
    }

    private static SmbException refused(CIFSException e, String host, @Nullable Subject subject) {
        if (subject != null) {
            return Tickets.refused(e, host, Tickets.realm(subject));
        }
        return SmbException.of(Reason.AUTHENTICATION, "no login was possible (" + e.getMessage() + ")", e);
    }

    /** What reads the server's tokens is not made for lies: it fails in any way. */
    private static SmbException unreadable(RuntimeException e) {
        return SmbException.of(Reason.PROTOCOL, "the server's part of the login could not be read (" + e + ")", e);
    }

    private static CredentialsInternal authenticator(SmbCredentials credentials) {
        if (credentials instanceof SmbCredentials.Password known) {
            char[] secret = known.password().get();
            try {
                return new NtlmPasswordAuthenticator(known.domain(), known.user(), new String(secret));
            } finally {
                Arrays.fill(secret, '\0');
            }
        }
        boolean isNamed = credentials instanceof SmbCredentials.Guest guest && guest.isNamed();
        return new NtlmPasswordAuthenticator(isNamed ? AuthenticationType.GUEST : AuthenticationType.NULL);
    }

    /** Null leaves it to Java, in whose configuration a realm may be. */
    private static @Nullable String domain(SmbCredentials credentials) {
        if (credentials instanceof SmbCredentials.Password known) {
            return known.domain();
        }
        return credentials instanceof SmbCredentials.Kerberos known
                ? known.realm().isEmpty() ? null : known.realm()
                : "";
    }

    /** What jcifs-ng is told; it opens no connection of its own. */
    private static final class Configuration extends BaseConfiguration {
        Configuration() throws CIFSException {
            super(true);
        }
    }
}
