package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Messages that smbclient and smbd exchanged, by the names that {@code captured.txt} gives them. */
final class Captured {
    private static final Map<String, byte[]> MESSAGES = load();

    private Captured() {}

    static ByteBuf message(String name) {
        return Unpooled.wrappedBuffer(bytes(name));
    }

    static byte[] body(String name) {
        ByteBuf message = message(name).skipBytes(Header.BYTES);
        byte[] body = new byte[message.readableBytes()];
        message.readBytes(body);
        return body;
    }

    static byte[] bytes(String name) {
        return Objects.requireNonNull(MESSAGES.get(name), name).clone();
    }

    private static Map<String, byte[]> load() {
        try (InputStream in = Captured.class.getResourceAsStream("captured.txt")) {
            Map<String, byte[]> messages = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(line -> messages.put(line[0], HexFormat.of().parseHex(line[1])));
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
