package org.alyxtransfer.sandbox.alyx;

/** What can be made to happen to a request instead of its answer. */
public enum Failure {
    /** 500 with a JSON body, as for an exception nobody caught; nothing is done. */
    JSON_500,
    /** 500 with gunicorn's own HTML page, as for a killed worker; nothing is done. */
    HTML_500,
    /** 403 with a JSON body that speaks of permission; nothing is done. */
    FORBIDDEN,
    /** 429 with {@code Retry-After: 1}; nothing is done. */
    THROTTLED,
    /** 200 with half of a JSON body; nothing is done. */
    GARBAGE,
    /** Never answers; nothing is done. */
    NO_ANSWER,
    /** Resets the connection; nothing is done. */
    RESET,
    /** Does what was asked for, and never answers. */
    COMMIT_WITHOUT_ANSWER,
    /** Does what was asked for, then resets the connection. */
    COMMIT_THEN_RESET;

    boolean commits() {
        return this == COMMIT_WITHOUT_ANSWER || this == COMMIT_THEN_RESET;
    }
}
