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
record SambaShare(SambaServer server, Protection protection, boolean isRead) implements Stage.Server {
    private static final String NAME = "bench";

    static SambaShare toUploadTo(Protection protection, Path folder) throws IOException {
        return start(protection, folder, false);
    }

    static SambaShare toReadFrom(Protection protection, Path folder) throws IOException {
        return start(protection, folder, true);
    }

    private static SambaShare start(Protection protection, Path folder, boolean isRead) throws IOException {
        SambaSettings usual = SambaSettings.defaults().withShares(ShareSettings.of(NAME, folder));
        return new SambaShare(
                Samba.start(
                        switch (protection) {
                            case UNSIGNED -> usual;
                            case SIGNED -> usual.with(Signing.REQUIRED);
                            case ENCRYPTED -> usual.with(Encryption.REQUIRED);
                        }),
                protection,
                isRead);
    }

    @Override
    public Task task(SourceTree source, Path target, Path scratch) {
        Path folder = isRead ? source.root() : target;
        Share share =
                new Share(server.host(), server.port(), NAME, server.user(), server.password(), protection, folder);
        return isRead ? new Task.Fetch(source, share, scratch) : new Task.Upload(source, share, scratch);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
