package org.alyxtransfer.automation.report.webhook;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpStatusClass;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.alyxtransfer.automation.report.Courier;
import org.alyxtransfer.automation.report.NotBefore;
import org.alyxtransfer.automation.report.Parcel;
import org.alyxtransfer.automation.report.Recipient;
import org.alyxtransfer.automation.report.SecretSource;
import org.alyxtransfer.automation.report.WebhookRecipient;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.tls.TlsFailures;
import org.alyxtransfer.tls.Trust;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends reports by HTTP, each over a connection of its own. Follows no redirect: it would carry the secret elsewhere.
 * Neither secret nor request is logged.
 */
public final class WebhookCourier implements Courier {
    private static final int CONNECTING_MILLIS = 10_000;
    private static final Duration REST_OF_ANSWER = Duration.ofSeconds(2); // once it says that the server has taken over
    private static final int EXCERPT_BYTES = 2048; // of an answer
    private static final int EXCERPT = 200; // characters that are shown of it

    private final Function<SecretSource, Optional<String>> secrets;
    private final Duration patience;
    private final Clock clock;
    private final HttpClient client;
    private final HttpClient secured;

    /**
     * Makes a courier.
     *
     * @param secrets may block; asked at each attempt
     * @param patience with a whole request and its answer
     * @param trust whose certificates are accepted
     */
    public WebhookCourier(
            Function<SecretSource, Optional<String>> secrets, Duration patience, Clock clock, Trust trust) {
        this.secrets = secrets;
        this.patience = patience;
        this.clock = clock;
        HttpClient plain = HttpClient.create(ConnectionProvider.newConnection())
                .disableRetry(true) // repetition is the outbox's
                .followRedirect(false)
                .keepAlive(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECTING_MILLIS);
        this.client = plain;
        this.secured = trust.secure(plain);
    }

    @Override
    public boolean serves(Recipient recipient) {
        return recipient instanceof WebhookRecipient;
    }

    @Override
    public Mono<Void> send(Parcel parcel) {
        WebhookRecipient to = (WebhookRecipient) parcel.recipient();
        String where = HookRequest.where(to);
        return Mono.fromCallable(() -> secret(to, where))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(secret -> post(HookRequest.of(parcel, secret, clock.instant()), secret))
                .timeout(patience)
                .onErrorMap(failure -> explain(failure, where))
                .flatMap(answer ->
                        Mono.justOrEmpty(answer.failure(where, clock.instant())).flatMap(Mono::error));
    }

    private String secret(WebhookRecipient to, String where) {
        SecretSource source = to.secret();
        if (source == null) {
            return "";
        }
        return secrets.apply(source)
                .filter(secret -> !secret.isBlank())
                .orElseThrow(() -> new TransferException(
                        Kind.AUTHENTICATION, where, "its secret is not where the rule says: " + source.name()));
    }

    private Mono<HookAnswer> post(HookRequest request, String secret) {
        HttpClient fitting = "https".equalsIgnoreCase(request.url().getScheme()) ? secured : client;
        return fitting.headers(headers -> request.headers().forEach(headers::set))
                .request(HttpMethod.POST)
                .uri(request.url())
                .send(ByteBufMono.fromString(Mono.just(request.body())))
                .response((response, content) -> answer(response, content, secret))
                .single();
    }

    private static Mono<HookAnswer> answer(HttpClientResponse response, ByteBufFlux content, String secret) {
        Mono<byte[]> body = content.asByteArray()
                .scan(new byte[0], WebhookCourier::joined)
                .takeUntil(bytes -> bytes.length >= EXCERPT_BYTES)
                .last(new byte[0]);
        return (isTaken(response) ? unlessBroken(body) : body)
                .map(bytes ->
                        new HookAnswer(response.status().code(), response.responseHeaders(), excerpt(bytes, secret)));
    }

    private static boolean isTaken(HttpClientResponse response) {
        return response.status().codeClass() == HttpStatusClass.SUCCESS;
    }

    /** The job is queued by then: were the rest of the answer waited for, or its end asked after, it would be queued again. */
    private static Mono<byte[]> unlessBroken(Mono<byte[]> body) {
        return body.timeout(REST_OF_ANSWER).onErrorReturn(new byte[0]);
    }

    private static byte[] joined(byte[] before, byte[] more) {
        byte[] all = Arrays.copyOf(before, Math.min(EXCERPT_BYTES, before.length + more.length));
        System.arraycopy(more, 0, all, before.length, all.length - before.length);
        return all;
    }

    /** A server may repeat what it was sent. */
    private static String excerpt(byte[] bytes, String secret) {
        String text = new String(bytes, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        for (String part : secret.split(":", -1)) {
            text = part.isEmpty() ? text : text.replace(part, "***");
        }
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }

    private static Throwable explain(Throwable failure, String where) {
        if (failure instanceof TransferException || failure instanceof NotBefore) {
            return failure;
        }
        if (failure instanceof TimeoutException) {
            return new TransferException(Kind.TIMEOUT, where, "did not answer in time", failure);
        }
        Optional<TransferException> untrusted = TlsFailures.find(failure, where);
        if (untrusted.isPresent()) {
            return untrusted.get();
        }
        boolean away = failure instanceof ConnectException || failure instanceof UnknownHostException;
        return new TransferException(
                away ? Kind.UNREACHABLE : Kind.DISCONNECTED,
                where,
                (away ? "cannot be reached: " : "broke the connection: ") + failure.getMessage(),
                failure);
    }
}
