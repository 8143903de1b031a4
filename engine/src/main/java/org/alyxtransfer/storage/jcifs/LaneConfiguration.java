package org.alyxtransfer.storage.jcifs;

import java.util.List;
import jcifs.CIFSException;
import jcifs.ResolverType;
import jcifs.config.BaseConfiguration;

/** What jcifs-ng is told about one lane. A new object for each lane: equal configurations would share a socket. */
final class LaneConfiguration extends BaseConfiguration {
    private static final int BUFFER = 0x10000; // jcifs-ng pools message buffers of this size
    private static final int LARGEST_MESSAGE = 0xFFFF;
    private static final int CLAIM_MILLIS = 3_000; // the answer is encrypted, so it never arrives

    private LaneConfiguration(JcifsSettings settings, Dialect lowest, Dialect highest, boolean offersEncryption)
            throws CIFSException {
        super(false);
        this.encryptionEnabled = offersEncryption;
        int timeout = Math.toIntExact(settings.operationTimeout().toMillis());
        this.minVersion = lowest.version();
        this.maxVersion = highest.version();
        this.smb2OnlyNegotiation = true; // no SMB 1 packet first
        this.signingEnforced = settings.signing() == Signing.REQUIRED;
        this.ipcSigningEnforced = false; // this package opens no IPC$ pipe
        this.allowGuestFallback = false; // a wrong password must fail, not become a guest
        this.smbTcpNoDelay = true;
        this.smbConnectionTimeout = Math.toIntExact(settings.connectTimeout().toMillis());
        this.smbResponseTimeout = timeout;
        this.smbSocketTimeout = timeout;
        this.maximumBufferSize = BUFFER;
        this.transactionBufferSize = LARGEST_MESSAGE;
        this.smbSendBufferSize = LARGEST_MESSAGE;
        this.smbRecvBufferSize = LARGEST_MESSAGE;
        this.bufferCacheSize = settings.workers() + 2;
        this.dfsDisabled = true; // referrals would leave the lane for a server nobody configured
        this.maxRequestRetries = 1; // retries belong to one place, storage.layer
        this.resolverOrder = List.of(ResolverType.RESOLVER_DNS); // no NetBIOS broadcasts
        initDefaults();
    }

    static LaneConfiguration of(JcifsSettings settings) throws CIFSException {
        return new LaneConfiguration(settings, settings.lowest(), settings.offered(), false);
    }

    /** One that claims to encrypt, to learn whether the server insists; it cannot go further than that. */
    static LaneConfiguration claimingEncryption(JcifsSettings settings) throws CIFSException {
        LaneConfiguration claim = new LaneConfiguration(settings, Dialect.SMB_3_0, Dialect.SMB_3_1_1, true);
        claim.smbResponseTimeout = Math.min(claim.smbResponseTimeout, CLAIM_MILLIS);
        return claim;
    }
}
