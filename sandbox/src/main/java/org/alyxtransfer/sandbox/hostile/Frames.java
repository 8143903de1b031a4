package org.alyxtransfer.sandbox.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes everything on and remembers what was asked and answered, as far as it is not encrypted. */
public class Frames implements Tamper {
    private static final int HEADER = 64; // [MS-SMB2] 2.2.1
    private static final int STATUS = 8;
    private static final int COMMAND = 12;
    private static final int NEXT = 20;

    private final Queue<List<Integer>> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answered = new ConcurrentLinkedQueue<>();

    /** One message of the server: the number of its command, and its NT status. */
    public record Answer(int command, int status) {}

    @Override
    public void request(byte[] message) {
        List<Integer> commands = new ArrayList<>();
        starts(message).forEach(start -> commands.add(command(message, start)));
        asked.add(List.copyOf(commands));
    }

    @Override
    public Reply answer(int number, byte[] message) {
        starts(message)
                .forEach(start -> answered.add(
                        new Answer(command(message, start), fields(message).getInt(start + STATUS))));
        return Reply.of(message);
    }

    /** The numbers of the commands in each frame of the clients so far, in order; nothing of an encrypted frame. */
    public List<List<Integer>> asked() {
        return List.copyOf(asked);
    }

    /** The messages of the server so far. */
    public List<Answer> answered() {
        return List.copyOf(answered);
    }

    /** Begins anew. */
    public void forget() {
        asked.clear();
        answered.clear();
    }

    /** Where the messages of a frame begin. */
    public static List<Integer> starts(byte[] frame) {
        List<Integer> starts = new ArrayList<>();
        boolean isPlain = frame.length > 0 && frame[0] == (byte) 0xFE;
        int at = 0;
        while (isPlain && at >= 0 && at + HEADER <= frame.length) {
            starts.add(at);
            int next = fields(frame).getInt(at + NEXT);
            if (next <= 0) {
                break;
            }
            at += next;
        }
        return starts;
    }

    private static int command(byte[] frame, int start) {
        return fields(frame).getShort(start + COMMAND);
    }

    private static ByteBuffer fields(byte[] frame) {
        return ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    }
}
