package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Vectors as their documents print them. */
final class Hex {

    private Hex() {}

    static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
    }

    static ByteBuffer buffer(String... hex) {
        return ByteBuffer.wrap(bytes(hex));
    }

    static String text(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    static byte[] rest(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(buffer.position(), rest);
        return rest;
    }
}
