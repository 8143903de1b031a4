package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import org.alyxtransfer.smb.message.NtStatus;

/**
 * Tells a share that demands encryption from one that merely refuses: to a client that does not offer encryption Samba
 * answers "access denied" either way.
 *
 * <p>Asks once more, claiming to be able to encrypt. A server that insists then says so at the login or, when only the
 * share insists, connects to the share and answers the first plain request with something that jcifs-ng cannot read.
 */
final class EncryptionCheck {
    private static final int NO_SLOT = -1;

    private EncryptionCheck() {}

    static boolean isDemanded(JcifsSettings settings, Exception failure) {
        if (NtStatusCode.of(failure) != NtStatus.ACCESS_DENIED) {
            return false;
        }
        try {
            Lane.open(NO_SLOT, settings, LaneConfiguration.claimingEncryption(settings))
                    .close();
            return false;
        } catch (IOException | RuntimeException e) {
            return e instanceof RootRefusedException || Failures.speaksOfEncryption(e);
        }
    }
}
