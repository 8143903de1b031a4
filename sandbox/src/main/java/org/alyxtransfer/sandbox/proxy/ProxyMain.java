package org.alyxtransfer.sandbox.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Runs a proxy from a shell until it is killed: {@code ProxyMain HOST:PORT [--listen PORT] [--round-trip MILLIS]
 * [--bytes-per-second N]}. Prints the port that it listens on.
 */
public final class ProxyMain {
    private static final String USAGE =
            "Usage: ProxyMain HOST:PORT [--listen PORT] [--round-trip MILLIS] [--bytes-per-second N]";

    private ProxyMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        FaultProxy proxy;
        try {
            proxy = start(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(proxy::close));
        System.out.println(proxy.port());
        Thread.currentThread().join();
    }

    static FaultProxy start(List<String> args) throws IOException {
        String[] server = args.isEmpty() ? new String[0] : args.get(0).split(":");
        if (server.length != 2 || args.size() % 2 == 0) {
            throw new IllegalArgumentException("A server and pairs of an option and its value are needed.");
        }
        int listen = 0;
        double roundTripMillis = 0;
        long rate = 0;
        for (int i = 1; i < args.size(); i += 2) {
            String value = args.get(i + 1);
            switch (args.get(i)) {
                case "--listen" -> listen = Integer.parseInt(value);
                case "--round-trip" -> roundTripMillis = Double.parseDouble(value);
                case "--bytes-per-second" -> rate = Long.parseLong(value);
                default -> throw new IllegalArgumentException("Unknown option " + args.get(i));
            }
        }
        return FaultProxy.start(server[0], Integer.parseInt(server[1]), listen)
                .roundTrip(Duration.ofNanos((long) (roundTripMillis * 1e6)))
                .bytesPerSecond(rate);
    }
}
