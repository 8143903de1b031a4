package org.alyxtransfer.smb.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;

/** Where the fields are that a liar changes: those of the header (2.2.1) and of the TRANSFORM_HEADER (2.2.41). */
final class Bytes {
    static final int CREDIT_CHARGE = 6;
    static final int STATUS = 8;
    static final int COMMAND = 12;
    static final int CREDITS = 14;
    static final int FLAGS = 16;
    static final int NEXT = 20;
    static final int MESSAGE_ID = 24;
    static final int TREE_ID = 36;
    static final int SESSION_ID = 40;
    static final int SIGNATURE = Header.SIGNATURE_OFFSET;
    static final int TRANSFORM = 52;

    private Bytes() {}

    static ByteBuffer of(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isPlain(byte[] message) {
        return message.length >= Header.BYTES && message[0] == (byte) 0xFE;
    }

    static boolean isSealed(byte[] message) {
        return message.length > TRANSFORM && message[0] == (byte) 0xFD;
    }

    static boolean isOf(Command command, byte[] message) {
        return isPlain(message) && of(message).getShort(COMMAND) == command.code();
    }

    static int status(byte[] message) {
        return of(message).getInt(STATUS);
    }

    static byte[] flipped(byte[] message, int at) {
        message[at] ^= 1;
        return message;
    }
}
