package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Offers dialects and, with 3.1.1 among them, algorithms (2.2.3). Pre-authentication integrity is SHA-512, the only one
 * there is; without ciphers or signing algorithms their context is left out.
 *
 * @param capabilities       of {@link Capabilities}
 * @param clientGuid         16 bytes
 * @param preauthSalt        random bytes; 32 are usual
 * @param ciphers            of {@link Algorithms}, the preferred first
 * @param signingAlgorithms  of {@link Algorithms}, the preferred first
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record NegotiateRequest(
        int securityMode,
        int capabilities,
        byte[] clientGuid,
        List<Dialect> dialects,
        byte[] preauthSalt,
        List<Integer> ciphers,
        List<Integer> signingAlgorithms)
        implements Request {
    private static final int FIXED = 36;

    public NegotiateRequest {
        dialects = List.copyOf(dialects);
        ciphers = List.copyOf(ciphers);
        signingAlgorithms = List.copyOf(signingAlgorithms);
        if (dialects.isEmpty()) {
            throw new IllegalArgumentException("no dialect offered");
        }
        if (clientGuid.length != 16) {
            throw new IllegalArgumentException("a client GUID of " + clientGuid.length + " bytes");
        }
    }

    @Override
    public Command command() {
        return Command.NEGOTIATE;
    }

    @Override
    public int bodyBytes() {
        int plain = FIXED + 2 * dialects.size();
        return hasContexts() ? contextOffset() - Header.BYTES + contexts().bytes() : plain;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(36);
        out.writeShortLE(dialects.size());
        out.writeShortLE(securityMode);
        out.writeShortLE(0);
        out.writeIntLE(capabilities);
        out.writeBytes(clientGuid);
        if (hasContexts()) {
            out.writeIntLE(contextOffset());
            out.writeShortLE(contexts().count());
            out.writeShortLE(0);
        } else {
            out.writeLongLE(0); // client start time, unused
        }
        dialects.forEach(dialect -> out.writeShortLE(dialect.code()));
        if (hasContexts()) {
            out.writeZero(contextOffset() - (Header.BYTES + FIXED + 2 * dialects.size()));
            contexts().writeTo(out);
        }
    }

    private boolean hasContexts() {
        return dialects.contains(Dialect.SMB_3_1_1);
    }

    private int contextOffset() {
        return NegotiateContexts.aligned(Header.BYTES + FIXED + 2 * dialects.size());
    }

    private NegotiateContexts.Offer contexts() {
        return new NegotiateContexts.Offer(preauthSalt, ciphers, signingAlgorithms);
    }
}
