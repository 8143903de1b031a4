package org.alyxtransfer.automation.report.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A mail server that answers commands with certain beginnings as it was told, or never; others with "250 ok". */
final class SulkyServer implements AutoCloseable {
    static final String NEVER = "";

    /** For DATA: go on, but nobody reads. */
    static final String DEAF = "354 nobody listens";

    private final ServerSocket listening;
    private final Map<String, String> answers;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    SulkyServer(Map<String, String> answers) throws IOException {
        this(ServerSocketFactory.getDefault(), answers);
    }

    SulkyServer(ServerSocketFactory sockets, Map<String, String> answers) throws IOException {
        this.listening = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.answers = answers;
        StartTlsDoor.start(() -> {
            while (true) {
                Socket caller = listening.accept();
                callers.add(caller);
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
        for (Socket caller : callers) {
            caller.close();
        }
    }

    private void talk(Socket caller) throws IOException {
        BufferedReader in = StartTlsDoor.reader(caller);
        OutputStream out = caller.getOutputStream();
        answer(out, "CONNECT", "220 sulky");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            answer(out, line, line.startsWith("DATA") ? "354 go on" : "250 ok");
            if (line.startsWith("DATA") && DEAF.equals(answers.get("DATA"))) {
                return;
            }
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
