package org.alyxtransfer.benchmarks.micro;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What nothing that touches every byte can beat: a copy of 64 MiB, which no cache holds, from memory to memory. */
@State(Scope.Thread)
public class Limits {
    static final int BYTES = 64 * Bytes.MIB;

    private final ByteBuffer from = Bytes.random(BYTES);
    private final ByteBuffer to = ByteBuffer.allocateDirect(BYTES);

    @Benchmark
    public ByteBuffer memoryCopy() {
        return to.clear().put(from.duplicate());
    }
}
