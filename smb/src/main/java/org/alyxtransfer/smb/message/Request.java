package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * A client's message without its header.
 *
 * <p>The sender writes the header, then the body right behind it, as offsets in bodies count from the header's first byte.
 */
public interface Request {
    Command command();

    /** How many bytes {@link #writeTo} appends; no padding to a multiple of 8 is among them. */
    int bodyBytes();

    /** Appends the body; the writer index stands right behind the header's {@link Header#BYTES}. */
    void writeTo(ByteBuf out);

    /** How many credits, and message ids, the message takes (3.2.4.1.5); 1 where the dialect knows no other. */
    default int creditCharge() {
        return 1;
    }

    /** The charge for a payload of that size in either direction: one for each 64 KiB begun, and one for none. */
    static int creditCharge(int payloadBytes) {
        return payloadBytes <= 0 ? 1 : 1 + (payloadBytes - 1) / 65_536;
    }
}
