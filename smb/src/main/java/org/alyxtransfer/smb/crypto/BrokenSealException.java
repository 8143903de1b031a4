package org.alyxtransfer.smb.crypto;

/**
 * An encrypted frame that was changed on its way, is cut short, or was made with another key.
 *
 * <p>Nothing of it may be used, and the connection that it came from must end (MS-SMB2 3.2.5.1.1.1).
 */
public final class BrokenSealException extends RuntimeException {

    BrokenSealException(String why) {
        // One for each hostile frame: a stack trace would say nothing that the text does not.
        super(why, null, false, false);
    }
}
