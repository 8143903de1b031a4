package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Broken and lying answers into every decoder: {@code -Dfuzz.seed} and {@code -Dfuzz.cases} repeat or lengthen a run.
 *
 * <p>Each message lies somewhere inside a buffer that ends with it, so that reading past its end fails as no
 * {@link MalformedMessageException} does.
 */
@Tag("fuzz")
class DecoderFuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 120_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);
    private static final int GUARD = 96;

    /** Objects around the content: an entry of a list, its times and name, or a view of a part, per few bytes of it. */
    private static final int ALLOCATION_PER_BYTE = 48;

    private static final int ALLOCATION = 1024;

    @Test
    void anyAnswerIsDecodedOrMalformed() {
        List<Decoder> decoders = List.copyOf(Decoder.all().values());
        Random random = new Random(SEED);
        ByteBuf buffer = Unpooled.buffer(1 << 14);
        Map<String, int[]> outcomes = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            Decoder decoder = decoders.get(random.nextInt(decoders.size()));
            byte[] bytes = Mutation.of(decoder.honest(), random);
            boolean decoded = decodes(decoder, place(buffer, bytes, random), i, bytes);
            outcomes.computeIfAbsent(decoder.name(), name -> new int[2])[decoded ? 0 : 1]++;
        }

        System.out.println(
                "fuzz.seed=" + SEED + " fuzz.cases=" + CASES + ", decoded and malformed: " + shown(outcomes));
        assertThat(outcomes).hasSameSizeAs(decoders);
        assertThat(buffer.refCnt()).isEqualTo(1);
        buffer.release();
    }

    @Test
    void noAnswerMakesADecoderAllocateMuch() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Decoder> decoders = List.copyOf(Decoder.all().values());
        Random random = new Random(SEED + 1);
        ByteBuf buffer = Unpooled.buffer(1 << 14);
        long largest = 0;
        for (int i = 0; i < CASES / 10; i++) {
            Decoder decoder = decoders.get(random.nextInt(decoders.size()));
            byte[] bytes = Mutation.of(decoder.honest(), random);
            ByteBuf message = place(buffer, bytes, random);
            long allocated = Long.MAX_VALUE;
            for (int again = 0; again < 3; again++) { // the first time may load classes
                long before = threads.getCurrentThreadAllocatedBytes();
                outcome(decoder, message);
                allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
            }
            largest = Math.max(largest, allocated);
            if (allocated > ALLOCATION + ALLOCATION_PER_BYTE * (long) bytes.length) {
                fail("fuzz.seed=" + SEED + ", " + allocated + " bytes for " + decoder.name() + " "
                        + HexFormat.of().formatHex(bytes));
            }
        }

        System.out.println("fuzz.seed=" + SEED + ", largest allocation of one decoding: " + largest + " bytes");
        buffer.release();
    }

    @Test
    void everyTruncationIsMalformedOrHasAllThatMatters() {
        Decoder.all().forEach((name, decoder) -> {
            for (int length = 0; length < decoder.honest().length; length++) {
                byte[] bytes = Arrays.copyOf(decoder.honest(), length);
                decodes(decoder, Unpooled.wrappedBuffer(bytes), length, bytes);
            }
        });
    }

    @Test
    void honestAnswersAreDecoded() {
        Decoder.all().forEach((name, decoder) -> assertThat(decoder.read()
                        .from(Unpooled.wrappedBuffer(decoder.honest().clone())))
                .as(name)
                .isNotNull());
    }

    private static boolean decodes(Decoder decoder, ByteBuf message, int number, byte[] bytes) {
        int before = message.readerIndex();
        Object outcome = outcome(decoder, message);
        boolean malformed = outcome instanceof MalformedMessageException;
        boolean failed = outcome instanceof Throwable && !malformed;
        if (failed || message.readerIndex() != before || message.refCnt() != 1) {
            return fail("fuzz.seed=" + SEED + ", case " + number + " of " + decoder.name() + " gave " + outcome + ": "
                    + HexFormat.of().formatHex(bytes));
        }
        return !malformed;
    }

    private static Object outcome(Decoder decoder, ByteBuf message) {
        try {
            return decoder.read().from(message);
        } catch (Throwable e) { // a StackOverflowError is as bad
            return e;
        }
    }

    private static ByteBuf place(ByteBuf buffer, byte[] bytes, Random random) {
        int before = random.nextInt(GUARD);
        buffer.clear();
        for (int i = 0; i < before; i++) {
            buffer.writeByte(0xFE);
        }
        buffer.writeBytes(bytes);
        return buffer.slice(0, buffer.writerIndex()).readerIndex(before);
    }

    private static String shown(Map<String, int[]> outcomes) {
        StringBuilder line = new StringBuilder();
        outcomes.forEach((name, counts) -> line.append(name)
                .append(' ')
                .append(counts[0])
                .append('/')
                .append(counts[1])
                .append(' '));
        return line.toString().strip();
    }
}
