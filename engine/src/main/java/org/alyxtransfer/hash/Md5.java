package org.alyxtransfer.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The MD5 of one file (RFC 1321), whose blocks may be computed beside those of other files.
 *
 * <p>State of one file; not for sharing. It can be cloned midway.
 */
public final class Md5 extends MessageDigest implements Cloneable {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = Md5Blocks.BYTES;
    private static final int DIGEST_BYTES = 16;

    private int[] state = new int[4];
    private byte[] begun = new byte[BLOCK]; // a block that is not complete yet
    private long length; // bytes so far

    private Md5() {
        super("MD5");
        engineReset();
    }

    /** Loads the native code, which reads files: to be called where that is allowed, before {@link #create()} elsewhere. */
    public static void load() {
        Md5Blocks.areNative();
    }

    /** One that can be computed beside others where this machine can do that, and the JDK's own elsewhere. */
    public static MessageDigest create() {
        if (Md5Blocks.areNative()) {
            return new Md5();
        }
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** Fills the block that is begun, from the buffer; whole blocks of the rest can be added to {@link #state()} then. */
    void align(ByteBuffer bytes) {
        int there = begunBytes();
        if (there > 0) {
            int taken = Math.min(BLOCK - there, bytes.remaining());
            bytes.get(begun, there, taken);
            length += taken;
            if (there + taken == BLOCK) {
                Md5Blocks.ofArray(state, begun, 0, 1);
            }
        }
    }

    /** The four words that whole blocks are added to; {@link #advance(ByteBuffer, int)} follows. */
    int[] state() {
        return state;
    }

    /** Counts blocks that were added to {@link #state()}, and passes over them in their buffer. */
    void advance(ByteBuffer bytes, int blocks) {
        length += (long) blocks * BLOCK;
        bytes.position(bytes.position() + blocks * BLOCK);
    }

    @Override
    protected void engineUpdate(byte one) {
        engineUpdate(new byte[] {one}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int count) {
        engineUpdate(ByteBuffer.wrap(bytes, offset, count));
    }

    @Override
    protected void engineUpdate(ByteBuffer bytes) {
        align(bytes);
        int blocks = bytes.remaining() / BLOCK;
        if (blocks > 0) {
            add(bytes, blocks);
            advance(bytes, blocks);
        }
        int rest = bytes.remaining();
        bytes.get(begun, begunBytes(), rest);
        length += rest;
    }

    private void add(ByteBuffer bytes, int blocks) {
        if (bytes.isDirect()) {
            Md5Blocks.ofBuffer(state, bytes, bytes.position(), blocks);
        } else if (bytes.hasArray()) {
            Md5Blocks.ofArray(state, bytes.array(), bytes.arrayOffset() + bytes.position(), blocks);
        } else {
            byte[] copy = new byte[blocks * BLOCK];
            bytes.duplicate().get(copy);
            Md5Blocks.ofArray(state, copy, 0, blocks);
        }
    }

    private int begunBytes() {
        return (int) (length % BLOCK);
    }

    /** RFC 1321 3.1 and 3.2: a one bit, zeros, and the number of bits in the last eight bytes of a block. */
    @Override
    protected byte[] engineDigest() {
        int there = begunBytes();
        byte[] end = new byte[there < BLOCK - Long.BYTES ? BLOCK : 2 * BLOCK];
        System.arraycopy(begun, 0, end, 0, there);
        end[there] = (byte) 0x80;
        LONGS.set(end, end.length - Long.BYTES, length * 8);
        Md5Blocks.ofArray(state, end, 0, end.length / BLOCK);
        byte[] digest = new byte[DIGEST_BYTES];
        for (int word = 0; word < state.length; word++) {
            INTS.set(digest, word * Integer.BYTES, state[word]);
        }
        engineReset();
        return digest;
    }

    @Override
    protected int engineGetDigestLength() {
        return DIGEST_BYTES;
    }

    @Override
    protected void engineReset() {
        state[0] = 0x67452301;
        state[1] = 0xefcdab89;
        state[2] = 0x98badcfe;
        state[3] = 0x10325476;
        length = 0;
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        Md5 copy = (Md5) super.clone();
        copy.state = state.clone();
        copy.begun = begun.clone();
        return copy;
    }
}
