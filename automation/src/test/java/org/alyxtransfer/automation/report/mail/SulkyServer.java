package org.alyxtransfer.automation.report.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that answers commands with certain beginnings as it was told, or never; others with "250 ok". */
final class SulkyServer implements AutoCloseable {
    static final String NEVER = "";

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Map<String, String> answers;
    private final AtomicInteger taken = new AtomicInteger();

    SulkyServer(Map<String, String> answers) throws IOException {
        this.answers = answers;
        StartTlsDoor.start(() -> {
            while (true) {
                Socket caller = listening.accept();
                StartTlsDoor.start(() -> talk(caller));
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Mails whose every byte arrived. */
    int taken() {
        return taken.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void talk(Socket caller) throws IOException {
        BufferedReader in = StartTlsDoor.reader(caller);
        OutputStream out = caller.getOutputStream();
        answer(out, "CONNECT", "220 sulky");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            answer(out, line, line.startsWith("DATA") ? "354 go on" : "250 ok");
            if (line.startsWith("DATA") && !answers.containsKey("DATA")) {
                while (!".".equals(in.readLine())) {
                    // the mail
                }
                taken.incrementAndGet();
                answer(out, ".", "250 taken");
            }
        }
    }

    private void answer(OutputStream out, String command, String usual) throws IOException {
        String answer = answers.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(usual);
        if (!answer.equals(NEVER)) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }
}
