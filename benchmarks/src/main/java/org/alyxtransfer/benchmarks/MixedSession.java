package org.alyxtransfer.benchmarks;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How large the files of a session with two cameras and a probe are: few hold nearly all bytes, most are small. */
final class MixedSession {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    /** Bytes of its 64 files, 211 MiB: recordings, videos, spikes and traces, tables, settings. */
    static final List<Long> SIZES = Stream.of(
                    same(1, 96 * MIB), same(2, 40 * MIB), same(6, 4 * MIB), same(15, 700 * KIB), same(40, 12 * KIB))
            .flatMap(LongStream::boxed)
            .toList();

    private MixedSession() {}

    private static LongStream same(int files, long bytes) {
        return LongStream.generate(() -> bytes).limit(files);
    }
}
