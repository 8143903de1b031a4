package org.alyxtransfer.smb.message;

/**
 * A server's message that isn't what the protocol says it must be: nothing of it may be used, and nothing that follows
 * it on the same connection may be trusted.
 *
 * <p>Has no stack trace: a hostile server must not buy processor time with broken messages.
 */
public final class MalformedMessageException extends RuntimeException {
    private final String message;
    private final String field;

    /**
     * Reads as one sentence: message, field, what is wrong with it.
     *
     * @param why what is wrong, beginning with a verb: {@code "is 3, expected 9"}
     */
    public MalformedMessageException(String message, String field, String why) {
        super("malformed SMB " + message + ": " + field + " " + why, null, false, false);
        this.message = message;
        this.field = field;
    }

    /** Which message, as in {@code CREATE response}. */
    public String messageName() {
        return message;
    }

    public String field() {
        return field;
    }
}
