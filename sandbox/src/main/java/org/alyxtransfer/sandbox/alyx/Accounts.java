package org.alyxtransfer.sandbox.alyx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may log in, and the one token each user has for ever. */
final class Accounts {
    private static final String INACTIVE = "inactive_user";
    private static final String PUBLIC = "public_user";

    private final Map<String, String> passwords;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, String> users = new LinkedHashMap<>();

    Accounts(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
        passwords.keySet().forEach(this::makeToken);
    }

    private void makeToken(String user) {
        String token = (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 40);
        tokens.put(user, token);
        users.put(token, user);
    }

    boolean accepts(String user, String password) {
        return !user.equals(INACTIVE) && password.equals(passwords.get(user));
    }

    @Nullable
    String token(String user) {
        return tokens.get(user);
    }

    @Nullable
    String userOf(String token) {
        return users.get(token);
    }

    /** A user who may only look. */
    boolean isPublic(String user) {
        return user.equals(PUBLIC);
    }
}
