package org.alyxtransfer.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a client must present as Basic authentication (RFC 7617). */
public record Credentials(String user, String password) {
    /** Refuses a user name that the header could not carry. */
    public Credentials {
        if (user.isEmpty() || user.contains(":")) {
            throw new IllegalArgumentException("A user name for Basic authentication has no colon and is not empty");
        }
    }

    boolean match(@Nullable String authorization) {
        if (authorization == null) {
            return false;
        }
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), authorization.getBytes(StandardCharsets.UTF_8));
    }

    /** Says the user; never the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
