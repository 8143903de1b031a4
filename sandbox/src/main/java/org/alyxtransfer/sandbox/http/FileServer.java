package org.alyxtransfer.sandbox.http;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A running HTTP server over a folder, on 127.0.0.1.
 *
 * <p>Answers GET and HEAD with Content-Length, ETag and Last-Modified; single ranges with 206 or 416; If-Range. Names are
 * percent-encoded UTF-8 ({@code #} is {@code %23}). Files are looked up and opened on the bounded elastic scheduler.
 */
public final class FileServer {
    private final DisposableServer server;
    private final ChannelGroup connections;
    private final Misbehaviour misbehaviour;
    private final Queue<LoggedRequest> requests;

    private FileServer(
            DisposableServer server,
            ChannelGroup connections,
            Misbehaviour misbehaviour,
            Queue<LoggedRequest> requests) {
        this.server = server;
        this.connections = connections;
        this.misbehaviour = misbehaviour;
        this.requests = requests;
    }

    /** Starts a server with each subscription. Fails when there is no such folder, or the port is taken. */
    public static Mono<FileServer> start(FileServerSettings settings) {
        return Mono.fromCallable(() -> rootOf(settings))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(root -> bind(root, settings));
    }

    private static Path rootOf(FileServerSettings settings) throws IOException {
        Path root = settings.root().toRealPath(); // a file's real path must start with it
        if (!root.toFile().isDirectory()) {
            throw new NotDirectoryException(root.toString());
        }
        return root;
    }

    private static Mono<FileServer> bind(Path root, FileServerSettings settings) {
        var misbehaviour = new Misbehaviour();
        var requests = new ConcurrentLinkedQueue<LoggedRequest>();
        var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        var answers = new Answers(root, settings.credentials(), misbehaviour, requests);
        return HttpServer.create()
                .host("127.0.0.1")
                .port(settings.port())
                .channelGroup(connections)
                // Only once a request is read whole: answered earlier, one that had to wait for its turn would be
                // the last of its connection (Reactor Netty 1.3.7, issue 4361).
                .handle((request, response) ->
                        request.receive().then().then(Mono.defer(() -> answers.answer(request, response))))
                .bind()
                .map(server -> new FileServer(server, connections, misbehaviour, requests));
    }

    /** Where the folder is: append an encoded path to it. Ends with a slash. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Its switches. */
    public Misbehaviour misbehave() {
        return misbehaviour;
    }

    /** All requests so far, in the order in which they came in. */
    public List<LoggedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Starts the list of requests anew. */
    public void forgetRequests() {
        requests.clear();
    }

    /** Frees the port and cuts all connections; completes when both is done. */
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            server.dispose();
            return server.onDispose().then(cutConnections());
        });
    }

    private Mono<Void> cutConnections() {
        return Mono.create(sink -> connections.close().addListener(closed -> sink.success()));
    }
}
