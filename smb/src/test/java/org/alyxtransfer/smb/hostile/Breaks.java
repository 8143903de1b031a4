package org.alyxtransfer.smb.hostile;

import java.nio.ByteBuffer;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;

/** What a server says unasked: oplock and lease breaks (2.2.23), under the number that no question has. */
final class Breaks {
    private static final long NOBODYS = -1;

    private Breaks() {}

    static byte[] oplock() {
        byte[] message = message(24);
        Bytes.of(message)
                .put(Header.BYTES + 2, (byte) 1)
                .putLong(Header.BYTES + 8, 11)
                .putLong(Header.BYTES + 16, 12);
        return message;
    }

    static byte[] lease() {
        byte[] message = message(44);
        Bytes.of(message)
                .putInt(Header.BYTES + 4, 1)
                .putInt(Header.BYTES + 24, 7)
                .putInt(Header.BYTES + 28, 1);
        return message;
    }

    /** The answer as one to nothing. */
    static byte[] unasked(byte[] answer) {
        Bytes.of(answer).putLong(Bytes.MESSAGE_ID, NOBODYS);
        return answer;
    }

    private static byte[] message(int bodyBytes) {
        byte[] message = new byte[Header.BYTES + bodyBytes];
        ByteBuffer fields = Bytes.of(message);
        fields.putInt(0, 0x424D53FE).putShort(4, (short) Header.BYTES);
        fields.putShort(Bytes.COMMAND, (short) Command.OPLOCK_BREAK.code());
        fields.putInt(Bytes.FLAGS, Header.RESPONSE).putLong(Bytes.MESSAGE_ID, NOBODYS);
        fields.putShort(Header.BYTES, (short) bodyBytes);
        return message;
    }
}
