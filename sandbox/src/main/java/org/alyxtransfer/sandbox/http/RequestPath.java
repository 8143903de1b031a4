package org.alyxtransfer.sandbox.http;

import io.netty.util.internal.StringUtil;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names in a request's path, decoded, once, and only such as can't lead out of a folder. */
record RequestPath(List<String> names) {
    /** Empty when the path is malformed, or has a name that could mean more than a name. */
    static Optional<RequestPath> parse(String uri) {
        String path = uri.split("[?#]", 2)[0];
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        for (String part : path.substring(1).split("/", -1)) {
            Optional<String> name = decode(part).filter(RequestPath::isPlainName);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return Optional.of(new RequestPath(List.copyOf(names)));
    }

    private static boolean isPlainName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
    }

    // not URLDecoder: that reads + as a blank
    private static Optional<String> decode(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = i + 2 <= bytes.length - 1 ? StringUtil.decodeHexNibble((char) bytes[i + 1]) : -1;
            int low = i + 2 <= bytes.length - 1 ? StringUtil.decodeHexNibble((char) bytes[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.write(high << 4 | low);
            i += 2;
        }
        return utf8(decoded.toByteArray());
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder() // reports what is malformed, where new String() would replace it
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
