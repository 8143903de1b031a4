package org.alyxtransfer.smb;

import java.util.function.Supplier;
import javax.security.auth.Subject;

/** Who logs on. Secrets are asked for at each login and never printed. */
public sealed interface SmbCredentials {
    /** A name and a password (NTLMv2). */
    record Password(String domain, String user, Supplier<char[]> password) implements SmbCredentials {
        @Override
        public String toString() {
            return "Password[user=" + user + "]";
        }
    }

    /**
     * Tickets of a Kerberos login; they are used for this server and never handed on to it.
     *
     * @param tickets asked for at each login, on a thread that may wait; what it throws is what the login fails with
     * @param realm the server's; "" where Java's configuration (krb5.conf) knows it
     */
    record Kerberos(Supplier<Subject> tickets, String realm) implements SmbCredentials {
        @Override
        public String toString() {
            return "Kerberos[realm=" + realm + "]";
        }
    }

    /**
     * Nobody: nothing is signed or encrypted, and the server decides what that may see.
     *
     * @param isNamed logs on as the user "guest", whom a server takes for its guest account; else without a name
     */
    record Guest(boolean isNamed) implements SmbCredentials {}

    /** A server's guest, for who says so: nobody who gave a name and password is taken for one. */
    static SmbCredentials guest() {
        return new Guest(true);
    }

    /** No name and no password, for who says so. */
    static SmbCredentials anonymous() {
        return new Guest(false);
    }

    /** Tickets for a server whose realm krb5.conf tells. */
    static SmbCredentials kerberos(Supplier<Subject> tickets) {
        return new Kerberos(tickets, "");
    }

    static SmbCredentials password(String user, Supplier<char[]> password) {
        return new Password("", user, password);
    }
}
