package org.alyxtransfer.alyx;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.alyxtransfer.alyx.Fault.Fate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The token of this client, kept in memory: given, or got for the password with one request however many wait for it.
 * Failures are not kept.
 */
final class Tokens {
    private final AlyxSettings settings;
    private final Wire wire;
    private final AtomicReference<@Nullable Secret> rejected = new AtomicReference<>();
    private final Mono<Secret> current;

    Tokens(AlyxSettings settings, Wire wire) {
        this.settings = settings;
        this.wire = wire;
        this.current = Mono.defer(this::obtain).cacheInvalidateIf(token -> token == rejected.get());
    }

    Mono<Secret> token() {
        return current;
    }

    /** A token other than one that Alyx has turned down. */
    Mono<Secret> insteadOf(Secret old) {
        return Mono.defer(() -> {
            rejected.set(old);
            return current;
        });
    }

    private Mono<Secret> obtain() {
        Supplier<String> given = settings.token();
        if (given != null && rejected.get() == null) {
            return asked(given).map(text -> new Secret(text.strip(), where()));
        }
        Supplier<String> password = settings.password();
        if (password == null) {
            return Mono.error(Fault.of(
                    new TransferException(
                            Kind.AUTHENTICATION,
                            where(),
                            "Alyx does not accept the token of " + settings.user() + "; get a new one (setup)"),
                    Fate.NOT_DONE));
        }
        return asked(password).flatMap(this::signIn);
    }

    private Mono<Secret> signIn(String password) {
        Call call = Call.sending(
                HttpMethod.POST,
                "/auth-token",
                Map.of("username", settings.user(), "password", password),
                settings.responseTimeout());
        return wire.send(call, null).map(this::read).onErrorMap(Fault.class, fault -> fault.without(password));
    }

    private Secret read(Answer answer) {
        if (answer.status() == 400) {
            throw Fault.of(
                    new TransferException(
                            Kind.AUTHENTICATION,
                            where(),
                            "Alyx does not accept the password of " + settings.user()
                                    + " (or the user does not exist or is not active)"),
                    Fate.NOT_DONE);
        }
        if (!answer.isSuccess()) {
            throw Verdict.on(answer, where());
        }
        try {
            return new Secret(Fields.of(answer.json(where()), where()).text("token"), where());
        } catch (TransferException e) {
            // its text may quote the answer, and the answer may hold the token
            throw Fault.of(new TransferException(Kind.GARBLED, where(), "the answer holds no token"), Fate.NOT_DONE);
        }
    }

    private Mono<String> asked(Supplier<String> secret) {
        return Mono.fromSupplier(secret)
                .subscribeOn(Schedulers.boundedElastic())
                .switchIfEmpty(Mono.error(() -> Fault.of(
                        new TransferException(Kind.AUTHENTICATION, where(), "no password or token is given"),
                        Fate.NOT_DONE)));
    }

    private String where() {
        return settings.base() + "/auth-token";
    }
}
