package org.alyxtransfer.sandbox.alyx;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One request and its answer on the wire, with what was planned to go wrong between them. */
final class Conversation {
    private static final byte[] NOTHING = {};

    private final Reception reception;
    private final Misbehaviour misbehaviour;
    private final Traffic traffic;

    Conversation(Reception reception, Misbehaviour misbehaviour, Traffic traffic) {
        this.reception = reception;
        this.misbehaviour = misbehaviour;
        this.traffic = traffic;
    }

    Mono<Void> hold(HttpServerRequest received, HttpServerResponse response) {
        return received.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(NOTHING)
                .flatMap(body -> respond(Request.of(received, body), response));
    }

    private Mono<Void> respond(Request request, HttpServerResponse response) {
        traffic.arrived(request.name());
        Failure failure = misbehaviour.takeFailure(request.name());
        Mono<Answer> answer = failure == null || failure.commits()
                ? Mono.defer(() -> reception.answer(request))
                : Mono.fromSupplier(() -> broken(failure));
        return late(answer).flatMap(ready -> end(failure, ready, response));
    }

    private Mono<Answer> late(Mono<Answer> answer) {
        Duration latency = misbehaviour.latency();
        return latency.isZero() ? answer : Mono.delay(latency).then(answer);
    }

    private static Mono<Void> end(@Nullable Failure failure, Answer answer, HttpServerResponse response) {
        if (failure == Failure.NO_ANSWER || failure == Failure.COMMIT_WITHOUT_ANSWER) {
            return Mono.never();
        }
        return failure == Failure.RESET || failure == Failure.COMMIT_THEN_RESET
                ? reset(response)
                : written(answer, response);
    }

    private static Answer broken(Failure failure) {
        return switch (failure) {
            case JSON_500 -> Refusal.uncaught("planned failure").answer();
            case HTML_500 -> Answer.workerKilled();
            case FORBIDDEN -> Answer.detail(403, "You do not have permission to perform this action.");
            case THROTTLED -> Throttle.refused(1);
            case GARBAGE -> half(Answer.ok(Json.object().put("count", 1).put("next", "half of an answer")));
            default -> Answer.noContent();
        };
    }

    private static Answer half(Answer whole) {
        byte[] body = Arrays.copyOf(whole.body(), whole.body().length / 2);
        return new Answer(whole.status(), whole.contentType(), body, whole.headers());
    }

    /** No linger: the peer sees a reset, not an end. */
    private static Mono<Void> reset(HttpServerResponse response) {
        response.withConnection(connection -> {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.channel().close();
        });
        return Mono.never();
    }

    private static Mono<Void> written(Answer answer, HttpServerResponse response) {
        response.status(answer.status()).keepAlive(false).header("Server", "gunicorn");
        answer.headers().forEach(response::header);
        if (!answer.contentType().isEmpty()) {
            response.header("Content-Type", answer.contentType());
        }
        if (answer.body().length == 0) {
            return response.send();
        }
        return response.header("Content-Length", Integer.toString(answer.body().length))
                .sendByteArray(Mono.just(answer.body()))
                .then();
    }
}
