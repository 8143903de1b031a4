package org.alyxtransfer.storage.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers each request with exactly the bytes that a script gives, right or wrong. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final Function<Request, Reply> script;
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();

    /** A request's head, as it came. */
    record Request(String head) {
        String method() {
            return head.split(" ")[0];
        }

        String path() {
            return head.split(" ")[1];
        }

        /** Null when it is not there. */
        @Nullable
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        boolean hasRange() {
            return header("range") != null;
        }

        int first() {
            return Integer.parseInt(Objects.requireNonNull(header("range")).replaceAll("bytes=([0-9]+)-.*", "$1"));
        }

        int last() {
            return Integer.parseInt(Objects.requireNonNull(header("range")).replaceAll(".*-", ""));
        }
    }

    /** What goes over the wire. */
    static final class Reply {
        private final String head;
        private final byte[] body;
        private final boolean thenClose;

        Reply(String head, byte[] body, boolean thenClose) {
            this.head = head;
            this.body = body;
            this.thenClose = thenClose;
        }

        String head() {
            return head;
        }

        byte[] body() {
            return body;
        }

        static Reply of(String... lines) {
            return new Reply(String.join("\r\n", lines) + "\r\n\r\n", new byte[0], false);
        }

        Reply with(byte[] bytes) {
            return new Reply(head, bytes, thenClose);
        }

        Reply with(byte[] bytes, int from, int to) {
            return with(java.util.Arrays.copyOfRange(bytes, from, to));
        }

        Reply andClose() {
            return new Reply(head, body, true);
        }
    }

    private RawServer(ServerSocket listener, Function<Request, Reply> script) {
        this.listener = listener;
        this.script = script;
    }

    static RawServer answering(Function<Request, Reply> script) {
        try {
            RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves one file, with ranges, as a good server does. */
    static Reply well(Request request, byte[] file, String... validators) {
        String extra = validators.length == 0 ? "ETag: \"one\"" : String.join("\r\n", validators);
        if (request.method().equals("HEAD")) {
            return Reply.of("HTTP/1.1 200 OK", "Content-Length: " + file.length, extra);
        }
        if (!request.hasRange()) {
            return Reply.of("HTTP/1.1 200 OK", "Content-Length: " + file.length, extra)
                    .with(file);
        }
        int first = request.first();
        int last = Math.min(request.last(), file.length - 1);
        return Reply.of(
                        "HTTP/1.1 206 Partial Content",
                        "Content-Range: bytes " + first + "-" + last + "/" + file.length,
                        "Content-Length: " + (last - first + 1),
                        extra)
                .with(file, first, last + 1);
    }

    BaseUrl base() {
        return BaseUrl.parse(url());
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Connections that the client has not closed. */
    int openConnections() {
        return open.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                open.incrementAndGet();
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the server
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (Request next = read(socket.getInputStream()); next != null; next = read(socket.getInputStream())) {
                requests.add(next);
                Reply reply = script.apply(next);
                socket.getOutputStream().write(reply.head().getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().write(reply.body());
                if (reply.thenClose) {
                    return;
                }
            }
        } catch (IOException goneAway) {
            // the client has enough
        } finally {
            open.decrementAndGet();
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        return new Request(head.toString(StandardCharsets.ISO_8859_1));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
