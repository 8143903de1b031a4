package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An nginx of our own on a free port, as the current user, over one folder. Ends with {@link #close()} or the JVM. */
final class Nginx implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final int MILLIS_TO_ANSWER = 10_000; // it takes some 20 ms
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"));

    private final Process process;
    private final int port;
    private final Thread atExit;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
        this.atExit = new Thread(process::destroy, "benchmarks-nginx-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** @param state an empty folder for its configuration, pid file and temporary files */
    static Nginx start(Path served, Path state) throws IOException {
        Path program = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("nginx is not installed; on Debian: nginx-light (bin/setup)"));
        int port = freePort();
        Path conf = Files.writeString(state.resolve("nginx.conf"), configuration(served, state, port));
        Process process = new ProcessBuilder(
                        program.toString(), "-e", "stderr", "-p", state.toString(), "-c", conf.toString())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("nginx.out").toFile())
                .start();
        var nginx = new Nginx(process, port);
        try {
            nginx.awaitAnswer(state.resolve("nginx.out"));
            return nginx;
        } catch (IOException | RuntimeException e) {
            nginx.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    /** The served folder's address, as seen at that port. */
    static URI base(int port) {
        return URI.create("http://" + HOST + ":" + port + "/");
    }

    private static String configuration(Path served, Path state, int port) throws IOException {
        // started as root, its workers would become a user who may not see the folder
        String user = Files.getAttribute(state, "unix:uid").equals(0) ? "user root;" : "";
        return """
                %s
                daemon off;
                worker_processes auto;
                pid nginx.pid;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  server {
                    listen 127.0.0.1:%d;
                    root "%s";
                    autoindex on;
                  }
                }
                """.formatted(user, port, served);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer(Path output) throws IOException {
        @Nullable IOException refused = null;
        for (int waited = 0; waited < MILLIS_TO_ANSWER && process.isAlive(); waited += 10) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                refused = e;
            }
            pause();
        }
        throw new IOException(
                "nginx does not answer: " + Files.readString(output).strip(), refused);
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while nginx started");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while nginx ended");
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
