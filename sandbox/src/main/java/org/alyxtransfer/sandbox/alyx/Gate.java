package org.alyxtransfer.sandbox.alyx;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request has to pass before an endpoint sees it, in the real server's order. */
final class Gate {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Accounts accounts;
    private final Misbehaviour misbehaviour;
    private final Throttle throttle;

    Gate(Accounts accounts, Misbehaviour misbehaviour, Throttle throttle) {
        this.accounts = accounts;
        this.misbehaviour = misbehaviour;
        this.throttle = throttle;
    }

    /** The caller's name, null for an anonymous one where that is allowed. */
    @Nullable
    String admit(Request request, Endpoint endpoint) {
        refuseUnacceptable(request);
        String user = authenticated(request.authorization());
        if (!endpoint.isOpen()) {
            if (user == null) {
                throw new Refusal(Answer.detail(403, "Authentication credentials were not provided."));
            }
            if (accounts.isPublic(user) && !SAFE.contains(request.method())) {
                throw new Refusal(Answer.detail(403, "You do not have permission to perform this action."));
            }
        }
        if (endpoint.isThrottled()) {
            throttle.admit(user == null ? "" : user, misbehaviour.throttlePerMinute());
        }
        if (!endpoint.allows(request.method())) {
            throw new Refusal(Answer.detail(405, "Method \"" + request.method() + "\" not allowed."));
        }
        if (request.method().equals("OPTIONS")) {
            throw Refusal.uncaught("'list' object has no attribute 'items'");
        }
        return user;
    }

    private static void refuseUnacceptable(Request request) {
        String accept = request.accept();
        if (accept == null || accept.isBlank() || request.path().equals(Routes.SCHEMA)) {
            return;
        }
        for (String type : accept.split(",")) {
            String plain = type.split(";")[0].strip().toLowerCase(Locale.ROOT);
            if (Set.of("*/*", "application/*", "application/json").contains(plain)) {
                return;
            }
        }
        throw new Refusal(Answer.detail(406, "Could not satisfy the request Accept header."));
    }

    private @Nullable String authenticated(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        String[] words = authorization.strip().split("\\s+");
        if (!words[0].equalsIgnoreCase("token")) {
            return null;
        }
        if (words.length == 1) {
            throw new Refusal(Answer.detail(403, "Invalid token header. No credentials provided."));
        }
        if (words.length > 2) {
            throw new Refusal(Answer.detail(403, "Invalid token header. Token string should not contain spaces."));
        }
        String user = accounts.userOf(words[1]);
        if (user == null) {
            throw new Refusal(Answer.detail(403, "Invalid token."));
        }
        return user;
    }
}
