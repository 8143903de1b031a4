package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the fields of the TRANSFORM_HEADER are (MS-SMB2 2.2.41), relative to a frame's position. */
final class TransformHeader {

    static final int TAG_BYTES = 16;
    static final int AUTHENTICATED_BYTES = 32; // from the nonce to the end

    private static final int PROTOCOL_ID = 0xFD534D42; // 0xFD 'S' 'M' 'B', in the order of the bytes
    private static final int TAG_AT = 4;
    private static final int NONCE_AT = 20;
    private static final int SIZE_AT = 36;
    private static final int RESERVED_AT = 40;
    private static final int FLAGS_AT = 42;
    private static final int SESSION_ID_AT = 44;
    private static final short ENCRYPTED = 1; // Flags of 3.1.1; AES-128-CCM as EncryptionAlgorithm of 3.0: the same

    private TransformHeader() {}

    /** Writes all but the tag. */
    static void write(ByteBuffer frame, byte[] nonce, long sessionId) {
        int start = frame.position();
        ByteBuffer header = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(start, Integer.reverseBytes(PROTOCOL_ID));
        header.putLong(start + NONCE_AT, 0);
        header.putLong(start + NONCE_AT + Long.BYTES, 0);
        header.put(start + NONCE_AT, nonce);
        header.putInt(start + SIZE_AT, frame.remaining() - Sealer.HEADER_BYTES);
        header.putShort(start + RESERVED_AT, (short) 0);
        header.putShort(start + FLAGS_AT, ENCRYPTED);
        header.putLong(start + SESSION_ID_AT, sessionId);
    }

    /** Refuses what cannot be a sealed frame before any key touches it. */
    static void check(ByteBuffer frame) {
        int start = frame.position();
        if (frame.remaining() <= Sealer.HEADER_BYTES) {
            throw new BrokenSealException("an encrypted frame of " + frame.remaining() + " bytes has no content");
        }
        ByteBuffer header = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(start) != Integer.reverseBytes(PROTOCOL_ID)) {
            throw new BrokenSealException("not an encrypted frame");
        }
        if (header.getShort(start + FLAGS_AT) != ENCRYPTED) {
            throw new BrokenSealException("an encrypted frame with unknown flags");
        }
        if (header.getInt(start + SIZE_AT) != frame.remaining() - Sealer.HEADER_BYTES) {
            throw new BrokenSealException("an encrypted frame tells another size than it has");
        }
    }

    static byte[] nonce(ByteBuffer frame, int bytes) {
        return copy(frame, NONCE_AT, bytes);
    }

    static byte[] authenticated(ByteBuffer frame) {
        return copy(frame, NONCE_AT, AUTHENTICATED_BYTES);
    }

    static byte[] tag(ByteBuffer frame) {
        return copy(frame, TAG_AT, TAG_BYTES);
    }

    static void putTag(ByteBuffer frame, byte[] tag) {
        frame.put(frame.position() + TAG_AT, tag, 0, TAG_BYTES);
    }

    private static byte[] copy(ByteBuffer frame, int at, int bytes) {
        byte[] copy = new byte[bytes];
        frame.get(frame.position() + at, copy);
        return copy;
    }
}
