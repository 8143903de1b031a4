package org.alyxtransfer.smb;

import java.util.List;
import org.alyxtransfer.smb.message.Change;
import org.alyxtransfer.smb.message.ChangeFilter;
import org.alyxtransfer.smb.message.ChangeNotifyRequest;
import org.alyxtransfer.smb.message.ChangeNotifyResponse;
import org.alyxtransfer.smb.wire.Compound;
import org.alyxtransfer.smb.wire.Exchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hears of changes in one folder; the server remembers those between two questions while the folder is open. */
final class Watching {
    private static final int PAGE = 64 << 10;
    private static final int NAMES_AND_CONTENT =
            ChangeFilter.FILE_NAME | ChangeFilter.DIRECTORY_NAME | ChangeFilter.SIZE | ChangeFilter.LAST_WRITE;

    private final SmbShare share;
    private final String path;
    private final boolean below;

    Watching(SmbShare share, String path, boolean below) {
        this.share = share;
        this.path = path;
        this.below = below;
    }

    Flux<Change> changes() {
        return share.withFolder(path, folder -> next(folder).repeat()).concatMapIterable(changes -> changes, 1);
    }

    private Mono<List<Change>> next(SmbFile folder) {
        return Mono.defer(() -> {
            Exchange<ChangeNotifyResponse> notify = Exchange.of(
                    new ChangeNotifyRequest(folder.id(), NAMES_AND_CONTENT, below, PAGE), ChangeNotifyResponse::read);
            return share.connection()
                    .send(Compound.of(share.treeId(), share.guard(), notify).lasting())
                    .doOnCancel(() -> share.connection().cancel(notify))
                    .then(Mono.fromCallable(() -> notify.value().changes()));
        });
    }
}
