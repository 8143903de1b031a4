package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Ends the handling of a request with an answer that is not a success. */
final class Refusal extends RuntimeException {
    private final transient Answer answer;

    Refusal(Answer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    /** An exception that nobody caught in the real server: 500, and its text becomes the detail. */
    static Refusal uncaught(String message) {
        return detail(500, message);
    }

    /** Shape 3 with the status first, as Alyx's own exception handler writes it. */
    static Refusal detail(int status, String message) {
        ObjectNode body = Json.object().put("status_code", status).put("detail", message);
        return new Refusal(Answer.json(status, body));
    }

    static Refusal field(String field, String message) {
        return new Refusal(Answer.fieldError(field, message));
    }

    static Refusal unknown(String model) {
        return new Refusal(Answer.detail(404, "No " + model + " matches the given query."));
    }

    static Refusal ambiguous(String model, int count) {
        return uncaught("get() returned more than one %s -- it returned %d!".formatted(model, count));
    }
}
