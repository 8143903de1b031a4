package org.alyxtransfer.storage.jcifs;

import jcifs.smb.SmbException;
import org.alyxtransfer.smb.message.NtStatus;

/** The status code in an exception of jcifs-ng. */
final class NtStatusCode {
    private NtStatusCode() {}

    /** The code that the server gave; 0 when it gave none. */
    static int of(Throwable failure) {
        return failure instanceof SmbException answered ? answered.getNtStatus() : NtStatus.SUCCESS;
    }
}
