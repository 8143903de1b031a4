package org.alyxtransfer.smb.hostile;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.smb.crypto.PreauthHash;
import org.alyxtransfer.smb.crypto.Sealer;
import org.alyxtransfer.smb.crypto.SessionKeys;
import org.alyxtransfer.smb.crypto.Signer;
import org.alyxtransfer.smb.message.Algorithms;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.NegotiateResponse;
import org.alyxtransfer.smb.message.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Knows the user's password, and so the session's keys: what its liar changes is under a right signature and in a right seal,
 * as if the server itself lied. Until the login is over it only listens.
 */
final class Insider implements Tamper {
    private final String password;
    private final Tamper liar;
    private PreauthHash preauth = PreauthHash.start();
    private byte[] sessionKey = {};
    private @Nullable NegotiateResponse agreed;
    private @Nullable Keys keys;
    private int number;

    /**
     * What both sides have after the login.
     *
     * @param opening opens what the server sealed
     * @param sealing seals as the server does
     */
    private record Keys(
            long session,
            Signer signer,
            @Nullable Sealer opening,
            @Nullable Sealer sealing) {}

    Insider(String password, Tamper liar) {
        this.password = password;
        this.liar = liar;
    }

    @Override
    public void request(byte[] message) {
        boolean logsOn = Bytes.isOf(Command.NEGOTIATE, message) || Bytes.isOf(Command.SESSION_SETUP, message);
        if (logsOn && keys == null) {
            preauth = preauth.with(ByteBuffer.wrap(message));
            NtlmSecret.in(message, password).ifPresent(key -> sessionKey = key);
        }
    }

    @Override
    public Reply answer(int any, byte[] message) {
        Keys known = keys;
        if (known == null) {
            listen(message);
            return Reply.of(message);
        }
        return Bytes.isSealed(message) ? sealed(known, message) : signed(known, message);
    }

    private void listen(byte[] message) {
        if (Bytes.isOf(Command.NEGOTIATE, message)) {
            agreed = NegotiateResponse.read(Unpooled.wrappedBuffer(message));
        } else if (Bytes.status(message) == NtStatus.SUCCESS && agreed != null) {
            keys = keys(agreed, Bytes.of(message).getLong(Bytes.SESSION_ID));
        }
        preauth = preauth.with(ByteBuffer.wrap(message)); // of no more use after the last
    }

    private Keys keys(NegotiateResponse chosen, long session) {
        Dialect dialect = chosen.dialect();
        boolean isNew = dialect.isAtLeast(Dialect.SMB_3_0);
        int cipher = isNew && dialect != Dialect.SMB_3_1_1 ? Algorithms.AES_128_CCM : chosen.cipher();
        SessionKeys own = SessionKeys.derive(dialect.code(), sessionKey, preauth.value(), cipher);
        SessionKeys servers = new SessionKeys(own.signing(), own.serverToClient(), own.clientToServer());
        int signature = isNew ? Math.max(Signer.AES_CMAC, chosen.signingAlgorithm()) : Signer.HMAC_SHA256;
        return new Keys(
                session,
                Signer.of(signature, own.signing()),
                own.canSeal() ? Sealer.of(cipher, own) : null,
                own.canSeal() ? Sealer.of(cipher, servers) : null);
    }

    private Reply sealed(Keys known, byte[] frame) {
        Sealer opening = known.opening();
        Sealer sealing = known.sealing();
        if (opening == null || sealing == null) {
            throw new IllegalStateException("a sealed frame where no cipher was agreed on");
        }
        opening.open(ByteBuffer.wrap(frame));
        Reply lie = liar.answer(number++, Arrays.copyOfRange(frame, Bytes.TRANSFORM, frame.length));
        return protectedAlike(lie, plain -> {
            byte[] told = new byte[Bytes.TRANSFORM + plain.length];
            System.arraycopy(plain, 0, told, Bytes.TRANSFORM, plain.length);
            if (plain.length > 0) {
                sealing.seal(ByteBuffer.wrap(told), known.session());
            }
            return told;
        });
    }

    private Reply signed(Keys known, byte[] frame) {
        boolean isInterim = Bytes.status(frame) == NtStatus.PENDING; // such are never signed
        Reply lie = liar.answer(number++, frame);
        return isInterim ? lie : protectedAlike(lie, plain -> signedAnew(known.signer(), plain));
    }

    private static byte[] signedAnew(Signer signer, byte[] plain) {
        List<Integer> starts = Frames.starts(plain);
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : plain.length;
            if (end - starts.get(i) >= Header.BYTES) {
                signer.sign(ByteBuffer.wrap(plain, starts.get(i), end - starts.get(i))
                        .slice());
            }
        }
        return plain;
    }

    /** Makes a message one that nobody on the way could have made. */
    private interface Protection {
        byte[] around(byte[] plain);
    }

    private static Reply protectedAlike(Reply lie, Protection protection) {
        byte[][] told = lie.bytes().stream()
                .map(framed -> protection.around(Arrays.copyOfRange(framed, 4, framed.length)))
                .toArray(byte[][]::new);
        return Reply.of(told);
    }
}
