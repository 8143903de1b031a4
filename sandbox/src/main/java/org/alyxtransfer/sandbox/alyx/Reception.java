package org.alyxtransfer.sandbox.alyx;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Takes a request to its endpoint and gives the answer, whatever it is. */
final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final Set<String> allowedHosts;
    private final Routes routes;
    private final Gate gate;

    Reception(Set<String> allowedHosts, Routes routes, Gate gate) {
        this.allowedHosts = allowedHosts;
        this.routes = routes;
        this.gate = gate;
    }

    Mono<Answer> answer(Request request) {
        if (!allowedHosts.contains(hostname(request.host()))) {
            return Mono.just(Answer.badHost());
        }
        if (request.path().equals("/")) {
            return Mono.just(Answer.redirect(302, "/admin"));
        }
        if (request.path().equals(Routes.CACHE_INFO)) {
            return Mono.just(Answer.redirect(301, Routes.CACHE_INFO + "/"));
        }
        Routes.Match match = routes.match(request.path());
        if (match == null) {
            return Mono.just(Answer.pageNotFound());
        }
        return Mono.defer(() -> admitted(request, match))
                .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.answer()))
                .onErrorResume(e -> Mono.just(uncaught(request, e)))
                .map(answer -> finished(request, match.endpoint(), answer));
    }

    private Mono<Answer> admitted(Request request, Routes.Match match) {
        String user = gate.admit(request, match.endpoint());
        if (request.method().equals("HEAD") && request.path().equals("/sessions")) {
            throw Refusal.uncaught("HEAD is not for lists");
        }
        return match.endpoint().handler().apply(call(request, match, user));
    }

    private static Call call(Request request, Routes.Match match, @Nullable String user) {
        boolean ignoresBody =
                SAFE.contains(request.method()) && !match.endpoint().isOpen();
        return new Call(
                request.method(),
                request.path(),
                match.id(),
                request.query(),
                request.base(),
                user,
                ignoresBody ? Json.object() : Bodies.read(request));
    }

    /** gunicorn's own page knows nothing of the endpoint's methods. */
    private static Answer finished(Request request, Endpoint endpoint, Answer answer) {
        Answer plain = request.method().equals("HEAD") ? answer.withoutBody() : answer;
        return answer.contentType().equals("text/html") ? plain : plain.with("Allow", endpoint.allow());
    }

    private static Answer uncaught(Request request, Throwable e) {
        log.warn("the stand-in Alyx failed on {}", request.name(), e);
        return Refusal.uncaught(String.valueOf(e.getMessage())).answer();
    }

    private static String hostname(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
    }
}
