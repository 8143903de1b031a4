package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import org.alyxtransfer.dataset.TransferException;

/**
 * A request that brought no usable answer, with what became of it at the server. Never leaves this package: callers see
 * {@link #why()}.
 */
final class Fault extends RuntimeException {
    /** What the server did with the request. */
    enum Fate {
        /** It never got there, or was turned away at the door. */
        NOT_DONE,
        /** It was understood and refused; a registration may have been carried out in part. */
        REFUSED,
        /** It may be done, half done, or still running. */
        UNKNOWN
    }

    private final TransferException why;
    private final Fate fate;
    private final Refusal refusal;
    private final Duration pause;
    private final boolean mayPass;
    private final transient JsonNode answer;

    private Fault(TransferException why, Fate fate, Refusal refusal, Duration pause, boolean mayPass, JsonNode answer) {
        super(why.getMessage(), why, false, false);
        this.why = why;
        this.fate = fate;
        this.refusal = refusal;
        this.pause = pause;
        this.mayPass = mayPass;
        this.answer = answer;
    }

    static Fault of(TransferException why, Fate fate) {
        return new Fault(why, fate, Refusal.OTHER, Duration.ZERO, why.isTemporary(), MissingNode.getInstance());
    }

    static Fault throttled(TransferException why, Duration pause) {
        return new Fault(why, Fate.NOT_DONE, Refusal.OTHER, pause, true, MissingNode.getInstance());
    }

    static Fault refused(TransferException why, Refusal refusal, JsonNode answer) {
        return new Fault(why, Fate.REFUSED, refusal, Duration.ZERO, false, answer);
    }

    /** The same where the request itself was never sent, because what had to come before it failed. */
    Fault beforeSending() {
        return new Fault(why, Fate.NOT_DONE, refusal, pause, mayPass, answer);
    }

    /** The same where the server repeated a secret that it had been sent. */
    Fault without(String secret) {
        if (secret.isEmpty() || !text().contains(secret)) {
            return this;
        }
        TransferException blotted = new TransferException(why.kind(), why.where(), text().replace(secret, "***"));
        return new Fault(blotted, fate, refusal, pause, mayPass, answer);
    }

    TransferException why() {
        return why;
    }

    /** The reason without the address before it. */
    String text() {
        String whole = String.valueOf(why.getMessage());
        String prefix = why.where() + ": ";
        return whole.startsWith(prefix) ? whole.substring(prefix.length()) : whole;
    }

    Fate fate() {
        return fate;
    }

    Refusal refusal() {
        return refusal;
    }

    /** How long the server asks to wait; zero when it does not. */
    Duration pause() {
        return pause;
    }

    /** Whether the same request may succeed later. */
    boolean mayPass() {
        return mayPass;
    }

    JsonNode answer() {
        return answer;
    }
}
