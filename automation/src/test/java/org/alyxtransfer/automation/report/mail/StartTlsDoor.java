package org.alyxtransfer.automation.report.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks STARTTLS in front of a mail server that can't (GreenMail), then passes all on to it. */
final class StartTlsDoor implements AutoCloseable {
    private final ServerSocket listening;
    private final SSLContext tls;
    private final int behind;

    StartTlsDoor(SSLContext tls, int behind) throws IOException {
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.behind = behind;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = listening.accept();
            start(() -> open(caller));
        }
    }

    private void open(Socket caller) throws IOException {
        OutputStream out = caller.getOutputStream();
        say(out, "220 door ESMTP");
        String line = readLine(caller.getInputStream());
        while (!line.equals("STARTTLS")) {
            say(
                    out,
                    line.startsWith("EHLO")
                            ? "250-door\r\n250 STARTTLS"
                            : "530 5.7.0 Must issue a STARTTLS command first");
            line = readLine(caller.getInputStream());
        }
        say(out, "220 go ahead");
        SSLSocket hidden =
                (SSLSocket) tls.getSocketFactory().createSocket(caller, "localhost", listening.getLocalPort(), true);
        hidden.setUseClientMode(false);
        hidden.startHandshake();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        readLine(server.getInputStream()); // its greeting; the caller had ours
        start(() -> server.getInputStream().transferTo(hidden.getOutputStream()));
        hidden.getInputStream().transferTo(server.getOutputStream());
        server.close();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Byte by byte: what follows belongs to somebody else. */
    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("gone");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    interface Work {
        void run() throws IOException;
    }

    static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other side went away
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
