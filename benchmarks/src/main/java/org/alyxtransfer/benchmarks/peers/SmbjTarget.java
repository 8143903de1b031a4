package org.alyxtransfer.benchmarks.peers;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/** smbj, at its defaults but for the protection. */
record SmbjTarget(SMBClient client, DiskShare share) implements Target {
    static SmbjTarget connect(Address to) throws IOException {
        SmbConfig config = SmbConfig.builder()
                .withSigningRequired(to.sign())
                .withEncryptData(to.encrypt())
                .build();
        SMBClient client = new SMBClient(config);
        var who = new AuthenticationContext(to.user(), to.password().toCharArray(), "");
        return new SmbjTarget(client, (DiskShare)
                client.connect(to.host(), to.port()).authenticate(who).connectShare(to.share()));
    }

    @Override
    public void makeFolder(String path) {
        share.mkdir(path.replace('/', '\\'));
    }

    @Override
    public OutputStream create(String path) {
        File file = share.openFile(
                path.replace('/', '\\'),
                EnumSet.of(AccessMask.GENERIC_WRITE),
                null,
                Set.of(SMB2ShareAccess.FILE_SHARE_READ),
                SMB2CreateDisposition.FILE_OVERWRITE_IF,
                null);
        return new FilterOutputStream(file.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                super.close();
                file.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        share.close();
        client.close();
    }
}
