package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.alyxtransfer.benchmarks.Scenario.Direction;
import org.alyxtransfer.sandbox.samba.Encryption;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.sandbox.samba.Signing;

/** The sandbox's Samba server with one share, at Samba's own settings but for the protection it demands. */
record SambaShare(SambaServer server, Line line, Protection protection, boolean isRead) implements Stage.Server {
    private static final String NAME = "bench";

    /** @param folder what the share shows; the scenario says whether it is read or written */
    static SambaShare start(Scenario scenario, Path folder) throws IOException {
        SambaSettings usual = SambaSettings.defaults().withShares(ShareSettings.of(NAME, folder));
        SambaServer server = Samba.start(
                switch (scenario.protection()) {
                    case UNSIGNED -> usual;
                    case SIGNED -> usual.with(Signing.REQUIRED);
                    case ENCRYPTED -> usual.with(Encryption.REQUIRED);
                });
        try {
            Line line = Line.to(server.host(), server.port(), scenario.roundTrip());
            return new SambaShare(server, line, scenario.protection(), scenario.direction() == Direction.FETCH);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public Task task(SourceTree source, Path target, Path scratch) {
        Path folder = isRead ? source.root() : target;
        Share share = new Share(server.host(), line.port(), NAME, server.user(), server.password(), protection, folder);
        return isRead ? new Task.Fetch(source, share, scratch) : new Task.Upload(source, share, scratch);
    }

    @Override
    public void close() throws IOException {
        line.close();
        server.close();
    }
}
