package org.alyxtransfer.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.alyxtransfer.tls.Trust;

/** What time a web server believes it is. */
final class ServerClock {
    private static final int PATIENCE_MILLIS = 10_000;

    private ServerClock() {}

    /** From the Date header of any answer; empty where there is none. */
    static Optional<Instant> of(URI server, Trust trust) {
        try {
            HttpURLConnection connection = (HttpURLConnection) server.toURL().openConnection();
            trust.secure(connection);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                long date = connection.getHeaderFieldDate("Date", 0);
                return date == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
