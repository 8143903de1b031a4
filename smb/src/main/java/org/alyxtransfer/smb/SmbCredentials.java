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

    /** Tickets of a Kerberos login. */
    record Kerberos(Subject subject, String domain, String user) implements SmbCredentials {
        @Override
        public String toString() {
            return "Kerberos[user=" + user + "]";
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

    static SmbCredentials password(String user, Supplier<char[]> password) {
        return new Password("", user, password);
    }
}
