package org.alyxtransfer.storage.smb;

import java.util.List;
import jcifs.CIFSException;
import jcifs.ResolverType;
import jcifs.config.BaseConfiguration;

/** What jcifs-ng is told about one lane. A new object for each lane: equal configurations would share a socket. */
final class LaneConfiguration extends BaseConfiguration {
    private static final int BUFFER = 0x10000; // jcifs-ng pools message buffers of this size
    private static final int LARGEST_MESSAGE = 0xFFFF;

    LaneConfiguration(SmbSettings settings, Dialect lowest, Dialect highest) throws CIFSException {
        super(false);
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
}
