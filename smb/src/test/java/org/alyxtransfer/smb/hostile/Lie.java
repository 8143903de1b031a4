package org.alyxtransfer.smb.hostile;

import com.google.errorprone.annotations.Immutable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.Tamper.Reply;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.NtStatus;

/** Ways to change one answer. */
enum Lie {
    BITS((message, random) -> {
        for (int i = random.nextInt(8); i >= 0; i--) {
            message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Reply.of(message);
    }),
    BODY((message, random) -> Reply.of(edge(message, bodyField(message, random), random))),
    HEADER((message, random) -> Reply.of(edge(message, start(message, random) + 4 * random.nextInt(12), random))),
    STATUS((message, random) -> Reply.of(put(message, start(message, random) + Bytes.STATUS, 4, status(random)))),
    COMMAND((message, random) ->
            Reply.of(put(message, start(message, random) + Bytes.COMMAND, 2, random.nextInt(0x14)))),
    MESSAGE_ID((message, random) -> {
        int at = start(message, random) + Bytes.MESSAGE_ID;
        long shift = random.nextBoolean() ? random.nextInt(7) - 3 : random.nextLong();
        return Reply.of(put(message, at, 8, Bytes.of(message).getLong(at) + shift));
    }),
    UNSOLICITED((message, random) -> Reply.of(put(message, start(message, random) + Bytes.MESSAGE_ID, 8, -1))),
    FLAGS((message, random) -> {
        message[start(message, random) + Bytes.FLAGS] ^= (byte) (1 << random.nextInt(5));
        return Reply.of(message);
    }),
    CREDITS((message, random) ->
            Reply.of(put(message, start(message, random) + Bytes.CREDITS, 2, random.nextBoolean() ? 0 : 0xFFFF))),
    CHAIN((message, random) -> Reply.of(put(
            message, start(message, random) + Bytes.NEXT, 4, 8L * random.nextInt(Math.max(2, message.length / 7))))),
    SIGNATURE((message, random) ->
            Reply.of(Bytes.flipped(message, start(message, random) + Bytes.SIGNATURE + random.nextInt(16)))),
    /** Any field of a TRANSFORM_HEADER, tag and nonce among them. */
    SEAL((message, random) -> Reply.of(edge(message, 4 * random.nextInt(13), random))),
    PROTOCOL((message, random) ->
            Reply.of(put(message, 0, 1, List.of(0xFE, 0xFD, 0xFC, 0xFF).get(random.nextInt(4))))),
    SHORTER((message, random) -> Reply.of(Arrays.copyOf(message, random.nextInt(message.length)))),
    LONGER((message, random) -> Reply.of(Arrays.copyOf(message, message.length + 1 + random.nextInt(4096)))),
    LENGTH((message, random) -> Reply.raw(Reply.framed(message, random.nextInt()), false)),
    SLIGHTLY_LONGER(
            (message, random) -> Reply.raw(Reply.framed(message, message.length + 1 + random.nextInt(64)), false)),
    GARBAGE((message, random) -> {
        byte[] garbage = new byte[random.nextInt(300)];
        random.nextBytes(garbage);
        return Reply.of(garbage);
    }),
    UNSIGNED((message, random) -> {
        if (Bytes.isPlain(message)) {
            message[Bytes.FLAGS] &= (byte) ~Header.SIGNED;
        }
        return Reply.of(message);
    }),
    TWICE((message, random) -> Reply.of(message, message.clone())),
    NEVER((message, random) -> Reply.nothing()),
    HANG_UP((message, random) ->
            Reply.raw(Arrays.copyOf(Reply.framed(message), random.nextInt(message.length + 5)), true));

    private static final long[] EDGES = {
        0,
        1,
        7,
        8,
        9,
        63,
        64,
        65,
        72,
        80,
        0x7F,
        0xFF,
        0x7FFF,
        0xFFFF,
        0x1_0000,
        0x80_0000,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFF8L,
        0xFFFF_FFFFL
    };

    private final Way way;

    /** Makes what reaches the client. */
    @Immutable
    private interface Way {
        Reply tell(byte[] message, Random random);
    }

    Lie(Way way) {
        this.way = way;
    }

    Reply tell(byte[] message, Random random) {
        return message.length < Header.BYTES ? Reply.of(message) : way.tell(message, random);
    }

    private static int start(byte[] message, Random random) {
        List<Integer> starts = Bytes.isPlain(message) ? Frames.starts(message) : List.of(0);
        return starts.get(random.nextInt(starts.size()));
    }

    private static int bodyField(byte[] message, Random random) {
        int from = start(message, random) + Header.BYTES;
        int width = Math.min(96, message.length - from); // the fields are at the front, data behind them
        return width <= 4 ? message.length - 4 : from + 2 * random.nextInt(width / 2);
    }

    private static int status(Random random) {
        int[] known = {
            NtStatus.SUCCESS,
            NtStatus.PENDING,
            NtStatus.MORE_PROCESSING_REQUIRED,
            NtStatus.BUFFER_OVERFLOW,
            NtStatus.NO_MORE_FILES,
            NtStatus.END_OF_FILE,
            NtStatus.USER_SESSION_DELETED,
            NtStatus.NETWORK_SESSION_EXPIRED,
            NtStatus.DISK_FULL,
            NtStatus.NOT_SUPPORTED
        };
        return random.nextInt(4) == 0 ? random.nextInt() : known[random.nextInt(known.length)];
    }

    private static byte[] edge(byte[] message, int at, Random random) {
        return put(message, at, random.nextBoolean() ? 2 : 4, EDGES[random.nextInt(EDGES.length)]);
    }

    private static byte[] put(byte[] message, int at, int count, long value) {
        for (int i = 0; i < count && at + i < message.length; i++) {
            message[at + i] = (byte) (value >>> (8 * i));
        }
        return message;
    }
}
