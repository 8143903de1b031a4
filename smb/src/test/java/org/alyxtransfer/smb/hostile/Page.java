package org.alyxtransfer.smb.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.alyxtransfer.smb.message.Header;

/** Pages of a folder that has no end ([MS-FSCC] 2.4.10): the first name of each is a new one. */
final class Page {
    private static final int BODY = Header.BYTES + 8;
    private static final int ENTRY = 72; // 64 bytes and a name of four letters

    private final byte[] entries;
    private char number = '\u0100'; // above the slashes

    Page(int count) {
        entries = new byte[count * ENTRY];
        for (int at = 0; at < entries.length; at += ENTRY) {
            int next = at + ENTRY < entries.length ? ENTRY : 0;
            Bytes.of(entries).putInt(at, next).putInt(at + 60, 8).putChar(at + 64, 'n');
            Bytes.of(entries).putChar(at + 66, 'a').putChar(at + 68, 'm').putChar(at + 70, 'e');
        }
    }

    /** The next page, under the header of an answer to QUERY_DIRECTORY. */
    byte[] next(byte[] answer) {
        byte[] message = Arrays.copyOf(Arrays.copyOf(answer, Header.BYTES), BODY + entries.length);
        System.arraycopy(entries, 0, message, BODY, entries.length);
        ByteBuffer page = Bytes.of(message);
        page.putInt(Bytes.STATUS, 0);
        page.putShort(Header.BYTES, (short) 9).putShort(Header.BYTES + 2, (short) BODY);
        page.putInt(Header.BYTES + 4, entries.length);
        page.putChar(BODY + 64, number++);
        return message;
    }
}
