package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import reactor.core.publisher.Mono;

/** {@code POST /auth-token}: trades a password for the user's token. Not throttled. */
final class Token {
    private Token() {}

    static Endpoint endpoint(Accounts accounts) {
        return new Endpoint(Endpoint.POST_ONLY, true, false, call -> Mono.fromSupplier(() -> token(accounts, call)));
    }

    private static Answer token(Accounts accounts, Call call) {
        ObjectNode errors = Json.object();
        for (String field : new String[] {"username", "password"}) {
            if (!call.body().hasNonNull(field)) {
                errors.putArray(field).add("This field is required.");
            }
        }
        if (!errors.isEmpty()) {
            return Answer.fieldErrors(errors);
        }
        String user = call.body().path("username").asText();
        if (!accounts.accepts(user, call.body().path("password").asText())) {
            return Answer.fieldError("non_field_errors", "Unable to log in with provided credentials.");
        }
        return Answer.ok(Json.object().put("token", accounts.token(user)));
    }
}
