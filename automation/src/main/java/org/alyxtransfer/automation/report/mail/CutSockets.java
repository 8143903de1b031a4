package org.alyxtransfer.automation.report.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of one attempt, so that another thread can cut them: nothing else ends a blocking write. */
final class CutSockets {
    private static final Logger LOG = LoggerFactory.getLogger(CutSockets.class);

    private final List<Socket> open = new ArrayList<>();
    private boolean cut;

    /** From any thread; what uses them fails. */
    synchronized void cut() {
        cut = true;
        open.forEach(CutSockets::close);
    }

    synchronized boolean isCut() {
        return cut;
    }

    private synchronized Socket keep(Socket socket) throws IOException {
        if (cut) {
            socket.close();
            throw new IOException("the attempt is over");
        }
        open.add(socket);
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection to the mail server did not close well", e);
        }
    }

    SocketFactory plain() {
        return new SocketFactory() {
            @Override
            public Socket createSocket() throws IOException {
                return keep(new Socket());
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return keep(new Socket(host, port));
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
                return keep(new Socket(host, port, from, fromPort));
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return keep(new Socket(host, port));
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
                return keep(new Socket(host, port, from, fromPort));
            }
        };
    }

    /** Keeps what lies below: closing a protected socket would wait for the write that is to be ended. */
    SSLSocketFactory protectedBy(SSLSocketFactory tls) {
        SocketFactory plain = plain();
        return new SSLSocketFactory() {
            @Override
            public String[] getDefaultCipherSuites() {
                return tls.getDefaultCipherSuites();
            }

            @Override
            public String[] getSupportedCipherSuites() {
                return tls.getSupportedCipherSuites();
            }

            @Override
            public Socket createSocket(Socket below, String host, int port, boolean closeBelow) throws IOException {
                return tls.createSocket(keep(below), host, port, closeBelow);
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return tls.createSocket(plain.createSocket(host, port), host, port, true);
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
                return tls.createSocket(plain.createSocket(host, port, from, fromPort), host, port, true);
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return tls.createSocket(plain.createSocket(host, port), host.getHostName(), port, true);
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
                Socket below = plain.createSocket(host, port, from, fromPort);
                return tls.createSocket(below, host.getHostName(), port, true);
            }
        };
    }
}
