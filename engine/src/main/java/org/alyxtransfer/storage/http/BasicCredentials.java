package org.alyxtransfer.storage.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user name and password for HTTP Basic authentication; sent to the configured server only. */
public record BasicCredentials(String user, String password) {
    public BasicCredentials {
        if (user.contains(":")) {
            throw new IllegalArgumentException("a user name for Basic authentication holds no colon");
        }
    }

    String authorization() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
        return "BasicCredentials[" + user + "]";
    }
}
