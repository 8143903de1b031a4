package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How every {@link Storage} gives a staged file its final name. */
abstract class PublishingContract extends ResumingContract {
    @Test
    void nothingIsSeenUnderTheFinalNameBeforePublishing() {
        StagedFile staged = await(stage(storage, at("folder/.s"), bytes(10), A_TIME));

        assertThat(awaitEmpty(storage.stat(at("folder/file")))).isTrue();
        awaitEmpty(storage.publish(staged, at("folder/file"), OnExisting.FAIL));
        assertThat(await(storage.stat(at("folder/file"))).size()).isEqualTo(10);
        assertThat(awaitEmpty(storage.stat(at("folder/.s")))).isTrue();
    }

    @Test
    void anotherProcessPublishesWhatWasStagedHere() {
        byte[] content = bytes(2000);
        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));

        awaitEmpty(storage(budget).publish(new StagedFile(staged.path(), staged.size()), at("x/y"), OnExisting.FAIL));

        assertThat(contentOf(storage, at("x/y"))).isEqualTo(content);
    }

    @Test
    void publishingIsRepeatable() {
        byte[] content = bytes(2000);
        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));

        awaitEmpty(storage.publish(staged, at("file"), OnExisting.FAIL));
        awaitEmpty(storage.publish(staged, at("file"), OnExisting.FAIL));
        awaitEmpty(storage.publish(staged, at("file"), OnExisting.REPLACE));

        assertThat(contentOf(storage, at("file"))).isEqualTo(content);
    }

    @Test
    void publishingNothingFails() {
        put(at("other-size"), bytes(5));

        assertThat(failure(storage.publish(new StagedFile(at(".gone"), 10), at("file"), OnExisting.FAIL))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(storage.publish(new StagedFile(at(".gone"), 10), at("other-size"), OnExisting.REPLACE))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void aTakenNameIsKeptWhenAskedTo() {
        byte[] first = bytes(100);
        put(at("file"), first);
        byte[] second = bytes(100); // of the same size: only bytes tell them apart
        StagedFile staged = await(stage(storage, at(".s"), second, A_TIME));

        Kind kind =
                failure(storage.publish(staged, at("file"), OnExisting.FAIL)).kind();

        assertThat(kind).isEqualTo(Kind.EXISTS);
        assertThat(contentOf(storage, at("file"))).isEqualTo(first);
        assertThat(contentOf(storage, at(".s"))).isEqualTo(second);
    }

    @Test
    void aTakenNameIsReplacedWhenAskedTo() {
        put(at("file"), bytes(5000));
        byte[] second = bytes(70);
        StagedFile staged = await(stage(storage, at(".s"), second, A_TIME.plusSeconds(5)));

        awaitEmpty(storage.publish(staged, at("file"), OnExisting.REPLACE));

        assertThat(contentOf(storage, at("file"))).isEqualTo(second);
        assertThat(await(storage.stat(at("file"))).modified()).isEqualTo(A_TIME.plusSeconds(5));
        assertThat(awaitEmpty(storage.stat(at(".s")))).isTrue();
    }

    @Test
    void aFolderIsNeverReplacedByAFile() {
        put(at("folder/file"), bytes(5));
        StagedFile staged = await(stage(storage, at(".s"), bytes(5), A_TIME));

        assertThat(failure(storage.publish(staged, at("folder"), OnExisting.FAIL))
                        .isTemporary())
                .isFalse();
        assertThat(failure(storage.publish(staged, at("folder"), OnExisting.REPLACE))
                        .isTemporary())
                .isFalse();
        assertThat(await(storage.stat(at("folder/file"))).size()).isEqualTo(5);
    }

    @Test
    void manyFilesAtOnceFindTheirNewFolderMade() {
        assertThat(stagedIn(at("new/folder"))).hasSize(20).containsOnly(true);
    }

    @Test
    void manyFilesAtOnceBelowAFileAllFail() {
        put(at("file"), bytes(5));

        assertThat(stagedIn(at("file"))).hasSize(20).containsOnly(false);
    }

    private List<Boolean> stagedIn(FilePath folder) {
        return await(Flux.range(0, 20)
                .flatMap(
                        i -> stage(storage, folder.resolve(".s" + i), bytes(5), A_TIME)
                                .map(staged -> true)
                                .onErrorReturn(TransferException.class, false),
                        20,
                        1)
                .collectList());
    }

    @Test
    void ofTwoThatPublishToOneNameOneWins() {
        List<StagedFile> staged = IntStream.range(0, 6)
                .mapToObj(i -> await(stage(storage, at(".s" + i), bytes(100 + i), A_TIME)))
                .toList();

        List<Boolean> won = awaitAll(Flux.fromIterable(staged)
                .flatMap(
                        file -> storage(budget)
                                .publish(file, at("contested"), OnExisting.FAIL)
                                .thenReturn(true)
                                .onErrorResume(
                                        e -> e instanceof org.alyxtransfer.dataset.TransferException known
                                                && known.kind() == Kind.EXISTS,
                                        e -> Mono.just(false)),
                        6,
                        1));

        assertThat(won).hasSize(6);
        assertThat(won.stream().filter(yes -> yes)).hasSize(1);
    }

    @Test
    void namesThatDifferInCaseOnlyClashWhereTheLimitsSaySo() {
        byte[] first = bytes(10);
        byte[] second = bytes(20);
        put(at("Trials.Table.npy"), first);
        StagedFile staged = await(stage(storage, at(".s"), second, A_TIME));

        if (await(storage.limits()).ignoresCase()) {
            assertThat(failure(storage.publish(staged, at("trials.table.npy"), OnExisting.FAIL))
                            .kind())
                    .isEqualTo(Kind.EXISTS);
            assertThat(contentOf(storage, at("TRIALS.table.npy"))).isEqualTo(first);
        } else {
            awaitEmpty(storage.publish(staged, at("trials.table.npy"), OnExisting.FAIL));
            assertThat(contentOf(storage, at("trials.table.npy"))).isEqualTo(second);
            assertThat(contentOf(storage, at("Trials.Table.npy"))).isEqualTo(first);
        }
    }

    @Test
    void theReadBackSeesWhatWasStored() {
        byte[] content = bytes(7000);
        StagedFile staged = await(stage(storage, at(".s"), content, A_TIME));

        byte[] read = await(Mono.usingWhen(storage.openForReadBack(staged), file -> wholeOf(file), SourceFile::close));

        assertThat(read).isEqualTo(content);
    }
}
