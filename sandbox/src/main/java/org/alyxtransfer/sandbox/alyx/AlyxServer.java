package org.alyxtransfer.sandbox.alyx;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A running stand-in Alyx, on threads of its own.
 *
 * <p>{@link #stop()} closes every connection, also those that wait for an answer that never comes, and lets
 * registrations that are still running end unheard.
 */
public final class AlyxServer {
    private static final int LONGEST_REQUEST_LINE = 65_536;

    private final Desk desk;
    private final Accounts accounts;
    private final Misbehaviour misbehaviour;
    private final AlyxState state;
    private final LoopResources loops;
    private final ChannelGroup connections;
    private final DisposableServer server;

    private AlyxServer(Parts parts, AlyxState state, DisposableServer server) {
        this.desk = parts.desk();
        this.accounts = parts.accounts();
        this.misbehaviour = parts.misbehaviour();
        this.state = state;
        this.loops = parts.loops();
        this.connections = parts.connections();
        this.server = server;
    }

    /** Starts one. Fails when the port is taken. */
    public static Mono<AlyxServer> start(AlyxSettings settings) {
        return start(settings, RandomIds::next);
    }

    static Mono<AlyxServer> start(AlyxSettings settings, Supplier<String> ids) {
        return Mono.fromCallable(() -> Parts.of(settings, ids))
                .subscribeOn(Schedulers.boundedElastic()) // reads resources
                .flatMap(parts -> parts.bind(settings));
    }

    public String baseUrl() {
        return "http://" + server.host() + ":" + server.port();
    }

    public int port() {
        return server.port();
    }

    /** A user's token, without asking for it by HTTP. */
    public String token(String user) {
        String token = accounts.token(user);
        if (token == null) {
            throw new IllegalArgumentException("the stand-in Alyx has no user " + user);
        }
        return token;
    }

    public AlyxState state() {
        return state;
    }

    public Misbehaviour misbehave() {
        return misbehaviour;
    }

    public Mono<Void> stop() {
        return Mono.fromRunnable(() -> {
                    server.dispose();
                    connections.close();
                })
                .then(server.onDispose())
                .then(loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)))
                .doFinally(end -> desk.close());
    }

    Desk desk() {
        return desk;
    }

    /** What a server is put together from. */
    private record Parts(
            Desk desk,
            Accounts accounts,
            Misbehaviour misbehaviour,
            Traffic traffic,
            Reception reception,
            LoopResources loops,
            ChannelGroup connections) {

        static Parts of(AlyxSettings settings, Supplier<String> ids) throws IOException {
            Store store = new Store(ids, new Times(settings.clock()));
            Seed.fill(store);
            settings.passwords().keySet().forEach(user -> Seed.addUser(store, user));
            settings.repositories().forEach(repository -> Seed.place(store, repository));
            Desk desk = new Desk(store);
            Accounts accounts = new Accounts(settings.passwords());
            Misbehaviour misbehaviour = new Misbehaviour();
            Traffic traffic = new Traffic();
            Routes routes = new Routes(
                    desk,
                    accounts,
                    new Registrations(desk, misbehaviour, traffic),
                    Seed.resource("/alyx/openapi.json"));
            Set<String> hosts = new LinkedHashSet<>(settings.allowedHosts());
            hosts.add(settings.host().toLowerCase(Locale.ROOT));
            Gate gate = new Gate(accounts, misbehaviour, new Throttle(System::nanoTime));
            return new Parts(
                    desk,
                    accounts,
                    misbehaviour,
                    traffic,
                    new Reception(hosts, routes, gate),
                    LoopResources.create("sandbox-alyx", 2, true),
                    new DefaultChannelGroup(GlobalEventExecutor.INSTANCE));
        }

        Mono<AlyxServer> bind(AlyxSettings settings) {
            Conversation conversation = new Conversation(reception, misbehaviour, traffic);
            return HttpServer.create()
                    .host(settings.host())
                    .port(settings.port())
                    .runOn(loops)
                    .httpRequestDecoder(spec -> spec.maxInitialLineLength(LONGEST_REQUEST_LINE))
                    .doOnConnection(connection -> connections.add(connection.channel()))
                    .handle(conversation::hold)
                    .bind()
                    .<AlyxServer>map(server -> new AlyxServer(this, new AlyxState(desk, traffic), server))
                    .onErrorResume(e -> loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1))
                            .doFinally(end -> desk.close())
                            .then(Mono.error(e)));
        }
    }
}
