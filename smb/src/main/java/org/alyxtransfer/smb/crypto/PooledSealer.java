package org.alyxtransfer.smb.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link Sealer} over two pools of engines, one for each direction. */
final class PooledSealer implements Sealer {

    /** Part of each nonce: if a session by mistake had two sealers, they would still not share one. */
    private static final AtomicInteger SEALERS = new AtomicInteger();

    private static final int COUNTER_BYTES = 8;

    private final int nonceBytes;
    private final EnginePool<SealEngine> toServer;
    private final EnginePool<SealEngine> fromServer;
    private final AtomicLong frames = new AtomicLong();
    private final int number = SEALERS.incrementAndGet();

    private PooledSealer(int nonceBytes, SealEngine.Maker toServer, SealEngine.Maker fromServer) {
        this.nonceBytes = nonceBytes;
        this.toServer = new EnginePool<>(toServer::makeUnchecked);
        this.fromServer = new EnginePool<>(fromServer::makeUnchecked);
        this.toServer.giveBack(toServer.makeUnchecked()); // a bad key shows here, not at the first frame
        this.fromServer.giveBack(fromServer.makeUnchecked());
    }

    static Sealer of(int cipherId, SessionKeys keys, Providers providers) {
        int keyBytes = Ciphers.keyBytes(cipherId);
        return new PooledSealer(
                Ciphers.nonceBytes(cipherId),
                maker(cipherId, checked(keys.clientToServer(), keyBytes), providers),
                maker(cipherId, checked(keys.serverToClient(), keyBytes), providers));
    }

    private static SealEngine.Maker maker(int cipherId, byte[] key, Providers providers) {
        return Ciphers.isGcm(cipherId) ? () -> new GcmEngine(key, providers) : () -> new CcmEngine(key, providers);
    }

    private static byte[] checked(byte[] key, int bytes) {
        if (key.length != bytes) {
            throw new IllegalArgumentException("the cipher takes keys of " + bytes + " bytes, not " + key.length);
        }
        return key.clone();
    }

    @Override
    public void seal(ByteBuffer frame, long sessionId) {
        if (frame.remaining() <= HEADER_BYTES) {
            throw new IllegalArgumentException("nothing to encrypt in " + frame.remaining() + " bytes");
        }
        byte[] nonce = nextNonce();
        TransformHeader.write(frame, nonce, sessionId);
        byte[] authenticated = TransformHeader.authenticated(frame);
        SealEngine engine = toServer.borrow();
        try {
            TransformHeader.putTag(
                    frame, engine.seal(frame, frame.position() + HEADER_BYTES, frame.limit(), nonce, authenticated));
            toServer.giveBack(engine);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt an SMB frame: " + e.getMessage(), e);
        }
    }

    private byte[] nextNonce() {
        byte[] nonce = new byte[nonceBytes];
        ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).putLong(frames.getAndIncrement());
        for (int i = COUNTER_BYTES; i < nonceBytes; i++) {
            nonce[i] = (byte) (number >>> ((i - COUNTER_BYTES) * Byte.SIZE));
        }
        return nonce;
    }

    @Override
    public void unseal(ByteBuffer frame) {
        open(frame, toServer);
    }

    @Override
    public void open(ByteBuffer frame) {
        open(frame, fromServer);
    }

    private void open(ByteBuffer frame, EnginePool<SealEngine> engines) {
        TransformHeader.check(frame);
        SealEngine engine = engines.borrow();
        try {
            boolean genuine = engine.open(
                    frame,
                    frame.position() + HEADER_BYTES,
                    frame.limit(),
                    TransformHeader.nonce(frame, nonceBytes),
                    TransformHeader.authenticated(frame),
                    TransformHeader.tag(frame));
            engines.giveBack(engine);
            if (!genuine) {
                throw new BrokenSealException("an encrypted frame does not fit its authentication tag");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot decrypt an SMB frame: " + e.getMessage(), e);
        }
    }
}
