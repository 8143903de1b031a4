package org.alyxtransfer.storage.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * The folder of a file server below which all paths lie, such as {@code https://files.example.org/lab/Subjects/}.
 *
 * @param folder begins and ends with a slash, as written in the profile or by Alyx
 */
public record BaseUrl(Origin origin, String folder) {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final String UNRESERVED = "-._~"; // RFC 3986, 2.3; letters and digits besides

    public BaseUrl {
        if (!folder.startsWith("/") || !folder.endsWith("/")) {
            throw new IllegalArgumentException("a base folder begins and ends with a slash");
        }
    }

    /** A missing slash at the end is added. Fails with {@code INVALID}. */
    public static BaseUrl parse(String url) {
        Origin.Cut cut = Origin.cut(url);
        String folder = cut.rest();
        boolean isBroken = BROKEN_ESCAPE.matcher(folder).find();
        boolean climbs = Arrays.asList(folder.split("/")).contains("..");
        if (isBroken
                || climbs
                || folder.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '?' || c == '#' || c == '\\')) {
            throw new TransferException(
                    Kind.INVALID,
                    Origin.printable(url),
                    "not a usable base URL: no '..', '?', '#', backslash, blank or half an escape (%41), please");
        }
        return new BaseUrl(cut.origin(), folder.endsWith("/") ? folder : folder + "/");
    }

    /** What is sent: every byte percent-encoded that could mean anything but itself. */
    public URI encoded(FilePath path) {
        return URI.create(origin + encode(folder, "/%") + encode(path.value(), "/"));
    }

    /** For messages. */
    String readable(FilePath path) {
        return this + path.value();
    }

    @Override
    public String toString() {
        return origin + folder;
    }

    private static String encode(String raw, String alsoKept) {
        StringBuilder encoded = new StringBuilder(raw.length() + 16);
        for (byte each : raw.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain || alsoKept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
