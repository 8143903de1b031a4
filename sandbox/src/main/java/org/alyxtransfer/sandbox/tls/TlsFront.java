package org.alyxtransfer.sandbox.tls;

import io.netty.handler.ssl.SslContext;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Speaks TLS on a free port of loopback, and passes what it hears on to a server that doesn't. */
public final class TlsFront {
    private static final String HOST = "127.0.0.1";

    private final DisposableServer server;

    private TlsFront(DisposableServer server) {
        this.server = server;
    }

    /** Starts one before the server on that port of loopback. */
    public static Mono<TlsFront> start(SslContext certificate, int port) {
        return TcpServer.create()
                .host(HOST)
                .port(0)
                .secure(spec -> spec.sslContext(certificate))
                .handle((in, out) ->
                        TcpClient.create().host(HOST).port(port).connect().flatMap(behind -> join(in, out, behind)))
                .bind()
                .map(TlsFront::new);
    }

    public int port() {
        return server.port();
    }

    /** Frees the port. */
    public Mono<Void> stop() {
        return Mono.fromRunnable(server::dispose).then(server.onDispose());
    }

    private static Mono<Void> join(NettyInbound in, NettyOutbound out, Connection behind) {
        Mono<Void> up =
                behind.outbound().send(in.receive().retain(), flushed -> true).then();
        Mono<Void> down =
                out.send(behind.inbound().receive().retain(), flushed -> true).then();
        return Mono.firstWithSignal(up, down).doFinally(end -> behind.dispose());
    }
}
