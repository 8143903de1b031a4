package org.alyxtransfer.cli.doctor;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Addresses that passwords go to in the clear. */
final class OpenAddress {
    private static final List<String> THIS_COMPUTER = List.of("localhost", "[::1]");

    private OpenAddress() {}

    /** Empty for https, and for servers on this computer. */
    static Optional<Finding> finding(String area, URI address) {
        String host = String.valueOf(address.getHost());
        boolean isHere = THIS_COMPUTER.contains(host) || host.startsWith("127.");
        return "https".equals(address.getScheme()) || isHere
                ? Optional.empty()
                : Optional.of(Finding.note(
                        area,
                        address + " is not encrypted: whoever is on the way can read passwords and change answers",
                        "Use https:// there; for an authority of your own see tls.ca-file."));
    }
}
