package org.alyxtransfer.benchmarks.micro;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The digest of a chunk of 1 MiB where it lies, in direct memory. */
@State(Scope.Thread)
public class Hashing {
    @Param({"MD5", "SHA-1", "SHA-256"})
    public String algorithm = "MD5";

    private final ByteBuffer chunk = Bytes.chunk();
    private @Nullable MessageDigest digest;

    @Setup
    public void prepare() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance(algorithm);
    }

    @Benchmark
    public void chunk() {
        Objects.requireNonNull(digest).update(chunk.duplicate());
    }
}
