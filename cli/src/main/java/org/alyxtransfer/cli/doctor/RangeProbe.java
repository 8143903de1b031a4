package org.alyxtransfer.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.alyxtransfer.storage.http.BasicCredentials;
import org.alyxtransfer.tls.Trust;

/** Asks for ten bytes in the middle of a file. */
final class RangeProbe {
    private static final int PATIENCE_MILLIS = 10_000;

    private RangeProbe() {}

    static boolean answersRanges(URI file, Optional<BasicCredentials> credentials, Trust trust) {
        try {
            HttpURLConnection connection = (HttpURLConnection) file.toURL().openConnection();
            trust.secure(connection);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Range", "bytes=100-109");
            credentials.ifPresent(known -> connection.setRequestProperty("Authorization", basic(known)));
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_PARTIAL
                        && String.valueOf(connection.getHeaderField("Content-Range"))
                                .startsWith("bytes 100-109/");
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static String basic(BasicCredentials known) {
        byte[] both = (known.user() + ":" + known.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
