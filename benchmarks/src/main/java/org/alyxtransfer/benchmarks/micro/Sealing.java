package org.alyxtransfer.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.alyxtransfer.smb.crypto.Sealer;
import org.alyxtransfer.smb.crypto.SessionKeys;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encryption of a frame with 1 MiB of payload, in place. */
@State(Scope.Thread)
public class Sealing {
    @Param({"AES_128_GCM", "AES_256_GCM", "AES_128_CCM"})
    public String cipher = "AES_128_GCM";

    private final ByteBuffer frame = Bytes.random(Bytes.MIB + 112 + Sealer.HEADER_BYTES);
    private @Nullable Sealer sealer;

    @Setup
    public void prepare() {
        int number =
                switch (cipher) {
                    case "AES_128_CCM" -> 1;
                    case "AES_128_GCM" -> 2;
                    default -> 4;
                };
        byte[] key = new byte[number == 4 ? 32 : 16];
        byte[] other = new byte[key.length];
        Arrays.fill(other, (byte) 1);
        sealer = Sealer.of(number, new SessionKeys(key, key, other));
    }

    @Benchmark
    public void chunk() {
        Objects.requireNonNull(sealer).seal(frame, 1);
    }
}
