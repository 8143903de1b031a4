package org.alyxtransfer.smb.wire;

import org.alyxtransfer.smb.crypto.Sealer;
import org.alyxtransfer.smb.crypto.Signer;
import org.jspecify.annotations.Nullable;

/**
 * The session's id and keys.
 *
 * @param signerOrNull null before the login, and for guests
 * @param sealerOrNull null when no cipher was agreed on
 */
public record Security(
        long sessionId,
        @Nullable Signer signerOrNull,
        @Nullable Sealer sealerOrNull) {
    public static final Security NONE = new Security(0, null, null);

    public Signer signer() {
        if (signerOrNull == null) {
            throw new IllegalStateException("this session has no signing key");
        }
        return signerOrNull;
    }

    public Sealer sealer() {
        if (sealerOrNull == null) {
            throw new IllegalStateException("this session has no cipher");
        }
        return sealerOrNull;
    }
}
