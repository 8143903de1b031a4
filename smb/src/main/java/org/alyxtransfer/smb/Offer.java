package org.alyxtransfer.smb;

import java.util.Arrays;
import java.util.List;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.message.IoctlRequest;
import org.alyxtransfer.smb.message.IoctlResponse;
import org.alyxtransfer.smb.message.MalformedMessageException;
import org.alyxtransfer.smb.message.NegotiateResponse;
import org.alyxtransfer.smb.message.ValidateNegotiate;

/** What was offered and answered while nothing was protected yet, to be compared under a signature later. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Offer(int securityMode, int capabilities, byte[] guid, List<Dialect> dialects, NegotiateResponse answer) {
    /** Below 3.1.1 only a repetition under a signature shows that nobody weakened the negotiation ([MS-SMB2] 3.2.5.5). */
    boolean needsValidation() {
        boolean offeredMore = dialects.get(dialects.size() - 1).isAtLeast(Dialect.SMB_3_0);
        return offeredMore && answer.dialect() != Dialect.SMB_3_1_1;
    }

    IoctlRequest question() {
        return ValidateNegotiate.request(capabilities, guid, securityMode, dialects);
    }

    void check(IoctlResponse response) {
        ValidateNegotiate said;
        try {
            said = ValidateNegotiate.read(response);
        } catch (MalformedMessageException e) {
            throw SmbException.of(
                    Reason.PROTOCOL, "the server did not repeat the negotiation (" + e.getMessage() + ")", e);
        }
        boolean same = said.capabilities() == answer.capabilities()
                && Arrays.equals(said.serverGuid(), answer.serverGuid())
                && said.securityMode() == answer.securityMode()
                && said.dialect() == answer.dialect();
        if (!same) {
            throw SmbException.of(
                    Reason.PROTOCOL, "somebody changed the negotiation on its way; the connection was dropped");
        }
    }
}
