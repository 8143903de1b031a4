package org.alyxtransfer.http;

import java.net.URI;

/** What may stand where a web server's address is expected. */
public final class WebAddress {
    private WebAddress() {}

    /** Whether it names a host, and http or https to speak with it; {@code //host} names only the host. */
    public static boolean isOne(URI address) {
        return address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    }
}
