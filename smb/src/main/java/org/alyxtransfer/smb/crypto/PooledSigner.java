package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A {@link Signer} over a pool of MAC engines; it decides what is fed to them, and in which slices. */
final class PooledSigner implements Signer {

    private static final int HEADER_BYTES = 64;
    private static final int SIGNATURE_AT = 48; // MS-SMB2 2.2.1
    private static final int SIGNATURE_BYTES = 16;

    private final EnginePool<MacEngine> engines;

    private PooledSigner(EnginePool<MacEngine> engines) {
        this.engines = engines;
    }

    static Signer of(int signingAlgorithm, byte[] key, Providers providers) {
        byte[] own = key.clone();
        MacEngine.Maker maker =
                switch (signingAlgorithm) {
                    case HMAC_SHA256 -> () -> new HmacEngine(own, providers);
                    case AES_CMAC -> () -> new CmacEngine(own, providers);
                    case AES_GMAC -> () -> gmac(own, providers);
                    default ->
                        throw new IllegalArgumentException("no SMB signature has the number " + signingAlgorithm);
                };
        EnginePool<MacEngine> engines = new EnginePool<>(maker::makeUnchecked);
        engines.giveBack(maker.makeUnchecked()); // a bad key shows here, not at the first message
        return new PooledSigner(engines);
    }

    private static MacEngine gmac(byte[] key, Providers providers) throws GeneralSecurityException {
        return providers == Providers.JDK ? new StreamedGmacEngine(key, providers) : new GmacEngine(key, providers);
    }

    @Override
    public void sign(ByteBuffer head, ByteBuffer rest) {
        byte[] signature = signature(head, rest);
        head.put(head.position() + SIGNATURE_AT, signature, 0, SIGNATURE_BYTES);
    }

    @Override
    public boolean verify(ByteBuffer head, ByteBuffer rest) {
        byte[] expected = signature(head, rest);
        byte[] claimed = new byte[SIGNATURE_BYTES];
        head.get(head.position() + SIGNATURE_AT, claimed);
        return MessageDigest.isEqual(claimed, expected);
    }

    private byte[] signature(ByteBuffer head, ByteBuffer rest) {
        if (head.remaining() < HEADER_BYTES) {
            throw new IllegalArgumentException("an SMB2 message has a header of 64 bytes, not " + head.remaining());
        }
        MacEngine engine = engines.borrow();
        try {
            byte[] signature = signature(engine, head, rest);
            engines.giveBack(engine);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot compute an SMB signature: " + e.getMessage(), e);
        }
    }

    private static byte[] signature(MacEngine engine, ByteBuffer head, ByteBuffer rest)
            throws GeneralSecurityException {
        byte[] slice = engine.slice();
        head.get(head.position(), slice, 0, HEADER_BYTES);
        Arrays.fill(slice, SIGNATURE_AT, HEADER_BYTES, (byte) 0);
        engine.start(slice);
        int filled = feed(engine, slice, HEADER_BYTES, head, head.position() + HEADER_BYTES);
        filled = feed(engine, slice, filled, rest, rest.position());
        return engine.finish(slice, filled);
    }

    /** Fills up slices and hands over the full ones, but never the last: engines treat the end of a message apart. */
    private static int feed(MacEngine engine, byte[] slice, int alreadyFilled, ByteBuffer from, int at)
            throws GeneralSecurityException {
        int filled = alreadyFilled;
        int next = at;
        while (next < from.limit()) {
            if (filled == slice.length) {
                engine.update(slice);
                filled = 0;
            }
            int bytes = Math.min(slice.length - filled, from.limit() - next);
            from.get(next, slice, filled, bytes);
            filled += bytes;
            next += bytes;
        }
        return filled;
    }
}
