package org.alyxtransfer.smb.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;

/**
 * Puts a plain answer in the place of a sealed one, with the number of the question under the seal: whoever listens can
 * tell it, as numbers follow one another.
 */
final class Unsealing implements Tamper {
    private final int which;
    private final LongFunction<byte[]> answer;
    private long lastPlain;
    private int sealed;

    /**
     * @param which the sealed answer that is replaced, from 1; each question before it has taken one number
     */
    Unsealing(int which, LongFunction<byte[]> answer) {
        this.which = which;
        this.answer = answer;
    }

    @Override
    public void request(byte[] message) {
        if (Bytes.isPlain(message)) {
            lastPlain = Bytes.of(message).getLong(Bytes.MESSAGE_ID);
        }
    }

    @Override
    public Reply answer(int number, byte[] message) {
        sealed += Bytes.isSealed(message) ? 1 : 0;
        return Bytes.isSealed(message) && sealed == which
                ? Reply.of(answer.apply(lastPlain + which))
                : Reply.of(message);
    }

    static byte[] echo(long id) {
        byte[] message = answer(Command.ECHO, id, 4);
        Bytes.of(message).putShort(Header.BYTES, (short) 4);
        return message;
    }

    static byte[] read(long id, int bytes) {
        byte[] message = answer(Command.READ, id, 16 + bytes);
        Bytes.of(message)
                .position(Header.BYTES)
                .putShort((short) 17)
                .put((byte) 80)
                .put((byte) 0)
                .putInt(bytes);
        Arrays.fill(message, 80, 80 + bytes, (byte) 'X');
        return message;
    }

    private static byte[] answer(Command command, long id, int bodyBytes) {
        byte[] message = new byte[Header.BYTES + bodyBytes];
        ByteBuffer header = Bytes.of(message);
        header.putInt(0x424D53FE).putShort((short) Header.BYTES);
        header.putShort(Bytes.COMMAND, (short) command.code());
        header.putShort(Bytes.CREDITS, (short) 1);
        header.putInt(Bytes.FLAGS, Header.RESPONSE);
        header.putLong(Bytes.MESSAGE_ID, id);
        return message;
    }
}
