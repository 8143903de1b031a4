package org.alyxtransfer.sandbox.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose connections a test takes in its hands, and the clients that connect to it through a proxy. */
final class Peer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Socket> arrived = new LinkedBlockingQueue<>();
    private final Thread acceptor = new Thread(this::accept, "peer");

    Peer() throws IOException {
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Both ends of a connection through the proxy. */
    record Pair(Socket client, Socket server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    Pair connect(FaultProxy proxy) throws IOException, InterruptedException {
        Socket client = client(proxy);
        return new Pair(client, server());
    }

    /** The next connection that arrives. */
    Socket server() throws IOException, InterruptedException {
        Socket server = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (server == null) {
            throw new IOException("nobody arrived");
        }
        server.setSoTimeout(PATIENCE_SECONDS * 1000);
        return server;
    }

    static Socket client(FaultProxy proxy) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_SECONDS * 1000);
        return client;
    }

    boolean hasVisitor() {
        return !arrived.isEmpty();
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static byte[] read(Socket socket, int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(socket.getInputStream()).readFully(bytes);
        return bytes;
    }

    /** Writes on a thread of its own, as nobody may be reading yet; failures show at the reader's end. */
    static Thread send(Socket socket, byte[] bytes) {
        Thread sender = new Thread(() -> write(socket, bytes), "peer-sender");
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // the test closed the connection, or had it broken
        }
    }

    private void accept() {
        try {
            while (true) {
                arrived.add(listener.accept());
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : arrived) {
            socket.close();
        }
    }
}
