package org.alyxtransfer.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.alyxtransfer.smb.crypto.Signer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The signature of a WRITE with 1 MiB of payload. */
@State(Scope.Thread)
public class Signing {
    private static final int MESSAGE_ID_AT = 24; // the nonce of GMAC comes from it

    @Param({"GMAC", "CMAC", "HMAC_SHA256"})
    public String algorithm = "GMAC";

    private final ByteBuffer message = Bytes.random(Bytes.MIB + 112);
    private @Nullable Signer signer;
    private long messageId;

    @Setup
    public void prepare() {
        int number =
                switch (algorithm) {
                    case "GMAC" -> Signer.AES_GMAC;
                    case "CMAC" -> Signer.AES_CMAC;
                    default -> Signer.HMAC_SHA256;
                };
        signer = Signer.of(number, new byte[16]);
    }

    @Benchmark
    public void chunk() {
        message.putLong(MESSAGE_ID_AT, messageId++);
        Objects.requireNonNull(signer).sign(message);
    }
}
