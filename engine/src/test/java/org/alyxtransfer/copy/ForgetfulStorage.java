package org.alyxtransfer.copy;

import org.alyxtransfer.storage.PlainStorage;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A storage that acknowledges what it is given and keeps something else of the same size. */
final class ForgetfulStorage extends PlainStorage {
    private final Storage inner;

    ForgetfulStorage(Storage inner) {
        super(inner);
        this.inner = inner;
    }

    @Override
    public Mono<SourceFile> openForReadBack(StagedFile staged) {
        return Mono.fromRunnable(() -> Seeds.leaveStaged(inner, staged.path(), new byte[(int) staged.size()]))
                .subscribeOn(Schedulers.boundedElastic())
                .then(inner.openForReadBack(staged));
    }
}
