package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.alyxtransfer.sandbox.samba.Encryption;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.sandbox.samba.Signing;

/** The sandbox's Samba server with one share, at Samba's own settings but for the protection it demands. */
record SambaShare(SambaServer server, Protection protection) implements Stage.Server {
    private static final String NAME = "bench";

    static SambaShare start(Protection protection, Path folder) throws IOException {
        SambaSettings usual = SambaSettings.defaults().withShares(ShareSettings.of(NAME, folder));
        return new SambaShare(
                Samba.start(
                        switch (protection) {
                            case UNSIGNED -> usual;
                            case SIGNED -> usual.with(Signing.REQUIRED);
                            case ENCRYPTED -> usual.with(Encryption.REQUIRED);
                        }),
                protection);
    }

    @Override
    public Task task(SourceTree source, Path target, Path scratch) {
        Share share =
                new Share(server.host(), server.port(), NAME, server.user(), server.password(), protection, target);
        return new Task.Upload(source, share, scratch);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
