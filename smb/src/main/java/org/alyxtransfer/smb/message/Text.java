package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Names on their way to the server: UTF-16LE without a terminator, unit by unit as {@link Fields#text} reads them. */
final class Text {
    private Text() {}

    static int bytes(String text) {
        return 2 * text.length();
    }

    static void write(String text, ByteBuf out) {
        for (int i = 0; i < text.length(); i++) {
            out.writeShortLE(text.charAt(i));
        }
    }

    /** Fails if a length field of 16 bits couldn't hold the text's. */
    static void requireShort(String text, String what) {
        if (bytes(text) > 0xFFFF) {
            throw new IllegalArgumentException(what + " of " + text.length() + " characters: SMB takes 32,767");
        }
    }
}
