package org.alyxtransfer.storage.smb;

/** Tells a share that demands encryption from one that merely refuses: at SMB 2 both answer "access denied". */
final class EncryptionCheck {
    private EncryptionCheck() {}

    static boolean isDemanded(SmbSettings settings, Exception failure) {
        return false;
    }
}
