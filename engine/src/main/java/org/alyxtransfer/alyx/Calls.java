package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import org.alyxtransfer.alyx.Fault.Fate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Requests with all that belongs to them: the rate limit, the token (renewed once when Alyx turns it down), the verdict
 * on the status, and repetition, which happens here and nowhere else.
 */
final class Calls {
    private static final Predicate<Fault> MAY_PASS = Fault::mayPass;
    private static final Predicate<Fault> MAY_PASS_AND_NOT_DONE = MAY_PASS.and(fault -> fault.fate() == Fate.NOT_DONE);

    private final Wire wire;
    private final Tokens tokens;
    private final RateLimit rate;
    private final RetryPolicy policy;

    Calls(AlyxSettings settings, Wire wire) {
        this.wire = wire;
        this.tokens = new Tokens(settings, wire);
        this.rate = new RateLimit(settings.requestsPerMinute());
        this.policy = settings.retry();
    }

    Mono<Void> authenticate() {
        return tokens.token()
                .onErrorMap(failure -> Broken.fault(failure, wire.base()))
                .retryWhen(policy.repeating(MAY_PASS))
                .onErrorMap(Fault.class, Fault::why)
                .then();
    }

    /** For what can be asked, or set to the same value, any number of times. */
    Mono<JsonNode> repeating(Call call) {
        return once(call).retryWhen(policy.repeating(MAY_PASS)).onErrorMap(Fault.class, Fault::why);
    }

    /** Repeated only where the request was certainly not carried out; errors are {@link Fault}s. */
    Mono<JsonNode> careful(Call call) {
        return once(call).retryWhen(policy.repeating(MAY_PASS_AND_NOT_DONE));
    }

    /** Sent once, at most twice when the token has to be renewed; errors are {@link Fault}s. */
    Mono<JsonNode> once(Call call) {
        return once(call, Mono.empty());
    }

    /** The same; what is to be done right before it is sent comes after all waiting for a turn. */
    Mono<JsonNode> once(Call call, Mono<Void> before) {
        return tokens.token()
                .onErrorMap(failure -> unsent(call, failure))
                .flatMap(token -> attempt(call, token, before)
                        .onErrorResume(Fault.class, fault -> renewed(call, token, fault, before)))
                .onErrorMap(failure -> Broken.fault(failure, where(call)));
    }

    String where(Call call) {
        return wire.where(call);
    }

    private Mono<JsonNode> renewed(Call call, Secret token, Fault fault, Mono<Void> before) {
        if (fault.refusal() != Refusal.TOKEN) {
            return Mono.error(fault);
        }
        return tokens.insteadOf(token)
                .onErrorMap(failure -> unsent(call, failure))
                .flatMap(renewed -> attempt(call, renewed, before));
    }

    private Fault unsent(Call call, Throwable failure) {
        return Broken.fault(failure, where(call)).beforeSending();
    }

    private Mono<JsonNode> attempt(Call call, Secret token, Mono<Void> before) {
        return rate.turn()
                .then(before.onErrorMap(failure -> unsent(call, failure)))
                .then(wire.send(call, token))
                .publishOn(Schedulers.parallel()) // parsing megabytes would hold up the event loop
                .map(answer -> judged(answer, call))
                .onErrorMap(Fault.class, fault -> fault.without(token.reveal()))
                .doOnError(Fault.class, fault -> slowDown(fault));
    }

    private JsonNode judged(Answer answer, Call call) {
        if (!answer.isSuccess()) {
            throw Verdict.on(answer, where(call));
        }
        return answer.json(where(call));
    }

    private void slowDown(Fault fault) {
        if (!fault.pause().isZero()) {
            rate.pause(fault.pause());
        }
    }
}
