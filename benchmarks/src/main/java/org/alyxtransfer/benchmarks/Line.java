package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.time.Duration;
import org.alyxtransfer.sandbox.proxy.FaultProxy;
import org.jspecify.annotations.Nullable;

/** What lies between the clients and a server: nothing, or a proxy that lets each byte wait; the same for all clients. */
final class Line implements AutoCloseable {
    private final int port;
    private final @Nullable FaultProxy proxy;

    private Line(int port, @Nullable FaultProxy proxy) {
        this.port = port;
        this.proxy = proxy;
    }

    /** @param roundTrip zero: no proxy */
    static Line to(String host, int port, Duration roundTrip) throws IOException {
        if (roundTrip.isZero()) {
            return new Line(port, null);
        }
        FaultProxy proxy = FaultProxy.start(host, port).roundTrip(roundTrip);
        return new Line(proxy.port(), proxy);
    }

    /** Where clients connect to, on loopback. */
    int port() {
        return port;
    }

    @Override
    public void close() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
