package org.alyxtransfer.benchmarks.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import jcifs.CIFSContext;
import jcifs.config.PropertyConfiguration;
import jcifs.context.BaseContext;
import jcifs.smb.NtlmPasswordAuthenticator;
import jcifs.smb.SmbFile;

/** jcifs-ng, at its defaults but for the newest dialect and the protection. */
record JcifsTarget(CIFSContext context, String root) implements Target {
    static JcifsTarget connect(Address to) throws IOException {
        Properties wanted = new Properties();
        wanted.setProperty("jcifs.smb.client.maxVersion", "SMB311");
        wanted.setProperty("jcifs.smb.client.signingEnforced", Boolean.toString(to.sign()));
        wanted.setProperty("jcifs.smb.client.signingPreferred", Boolean.toString(to.sign()));
        CIFSContext context = new BaseContext(new PropertyConfiguration(wanted))
                .withCredentials(new NtlmPasswordAuthenticator("", to.user(), to.password()));
        return new JcifsTarget(context, "smb://" + to.host() + ":" + to.port() + "/" + to.share() + "/");
    }

    @Override
    public void makeFolder(String path) throws IOException {
        try (SmbFile folder = new SmbFile(root + path + "/", context)) {
            folder.mkdir();
        }
    }

    @Override
    public OutputStream create(String path) throws IOException {
        return new SmbFile(root + path, context).getOutputStream();
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
