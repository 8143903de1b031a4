package org.alyxtransfer.storage.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Who answers: scheme, host and port. Credentials belong to exactly one. */
public record Origin(String scheme, String host, int port) {
    private static final Pattern URL = Pattern.compile("(?i)(https?)://([^/?#\\\\]*)(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final int LONGEST_SHOWN = 200;

    /** An absolute URL, cut behind its host and port; {@code rest} is as it was written. */
    record Cut(Origin origin, String rest) {}

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** Fails with {@code INVALID} for anything but http and https, and for URLs with a user name in them. */
    static Cut cut(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new TransferException(Kind.INVALID, printable(url), "not an http:// or https:// URL");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        boolean goesOn = parts.group(3).isEmpty() || parts.group(3).startsWith("/");
        if (!authority.matches() || !goesOn) {
            String why = parts.group(2).contains("@")
                    ? "it holds a user name or password; these belong into the credentials of the profile"
                    : "its host or port cannot be used";
            throw new TransferException(Kind.INVALID, scheme + "://…", "not a usable URL: " + why);
        }
        int port =
                authority.group(2) == null ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(authority.group(2));
        if (port < 1 || port > 65_535) {
            throw new TransferException(Kind.INVALID, printable(url), "not a usable URL: port " + port);
        }
        return new Cut(new Origin(scheme, authority.group(1).toLowerCase(Locale.ROOT), port), parts.group(3));
    }

    static String printable(String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        boolean usual = port == (isSecure() ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
