package org.alyxtransfer.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.StorageContract;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;

/** A folder keeps the contract, and never leads out of itself. */
class LocalStorageTest extends StorageContract {
    private static Scheduler disk;

    @TempDir
    Path root;

    @TempDir
    Path outside;

    private @Nullable Tmpfs mounted;

    @BeforeAll
    static void startThreads() {
        disk = LocalStorage.newDiskScheduler(3);
    }

    @AfterAll
    static void stopThreads() {
        disk.dispose();
    }

    @Override
    protected Storage storage(MemoryBudget memory) {
        return new LocalStorage(root, memory, disk, LocalSettings.DEFAULT.withChunkBytes(256 * 1024));
    }

    @Override
    protected boolean shortenInPlace(FilePath path, long size) {
        try (FileChannel channel = FileChannel.open(root.resolve(path.value()), StandardOpenOption.WRITE)) {
            channel.truncate(size);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) {
            mounted.close();
        }
    }

    @Override
    protected Optional<Storage> unwritable(MemoryBudget memory) {
        return onADisk("ro", memory).or(() -> inAFolderWithoutPermission(memory));
    }

    @Override
    protected Optional<Storage> tiny(MemoryBudget memory) {
        return onADisk("size=4m", memory);
    }

    private Optional<Storage> onADisk(String options, MemoryBudget memory) {
        try {
            Path folder = Files.createDirectories(outside.resolve("disk"));
            mounted = Tmpfs.mount(folder, options);
            return mounted.isMounted() ? Optional.of(new LocalStorage(folder, memory, disk)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Storage> inAFolderWithoutPermission(MemoryBudget memory) {
        Path folder = outside.resolve("read-only");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean kept = folder.toFile().setWritable(false) && !Files.isWritable(folder);
        return kept ? Optional.of(new LocalStorage(folder, memory, disk)) : Optional.empty();
    }

    @Test
    void aLinkIsDescribedButNeitherOpenedNorListed() throws IOException {
        Files.createDirectories(root.resolve(at("x").value()));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve(at("x/file").value()), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve(at("x/folder").value()), outside);

        assertThat(await(opened().stat(at("x/file"))).type()).isEqualTo(FileStat.Type.LINK);
        assertThat(awaitAll(opened().list(at("x")))).extracting(FileStat::type).containsOnly(FileStat.Type.LINK);
        assertThat(failure(opened().open(at("x/file"))).kind()).isEqualTo(Kind.DENIED);
        assertThat(failure(opened().list(at("x/folder"))).kind()).isEqualTo(Kind.DENIED);
        assertThat(failure(opened().open(at("x/folder/secret"))).kind()).isEqualTo(Kind.DENIED);
        assertThat(failure(opened().stat(at("x/folder/secret"))).kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Files.createDirectories(root.resolve(at("x").value()));
        Files.createSymbolicLink(root.resolve(at("x/folder").value()), outside);
        Files.writeString(outside.resolve("kept"), "kept");
        Files.createSymbolicLink(root.resolve(at("x/.s").value()), outside.resolve("kept"));

        assertThat(failure(stage(opened(), at("x/folder/.s"), bytes(10), A_TIME))
                        .kind())
                .isEqualTo(Kind.DENIED);
        StagedFile staged = await(stage(opened(), at("x/.s"), bytes(10), A_TIME));
        assertThat(failure(opened().publish(staged, at("x/folder/file"), OnExisting.REPLACE))
                        .kind())
                .isEqualTo(Kind.DENIED);
        assertThat(failure(opened().remove(at("x/folder/kept"))).kind()).isEqualTo(Kind.DENIED);

        assertThat(Files.readString(outside.resolve("kept"))).isEqualTo("kept");
        assertThat(outside).isDirectoryNotContaining("glob:**file");
    }

    @Test
    void publishingFinishesWhatACrashLeftHalfDone() throws IOException {
        byte[] content = bytes(10);
        StagedFile staged = await(stage(opened(), at(".s"), content, A_TIME));
        Files.createLink(root.resolve(at("file").value()), root.resolve(at(".s").value()));

        awaitEmpty(opened().publish(staged, at("file"), OnExisting.FAIL));

        assertThat(contentOf(opened(), at("file"))).isEqualTo(content);
        assertThat(awaitEmpty(opened().stat(at(".s")))).isTrue();
    }

    @Test
    void replacingFinishesWhatACrashLeftHalfDone() throws IOException {
        StagedFile staged = await(stage(opened(), at(".s"), bytes(10), A_TIME));
        Files.createLink(root.resolve(at("file").value()), root.resolve(at(".s").value()));

        awaitEmpty(opened().publish(staged, at("file"), OnExisting.REPLACE));

        assertThat(awaitEmpty(opened().stat(at(".s")))).isTrue();
        assertThat(await(opened().stat(at("file"))).size()).isEqualTo(10);
    }

    @Test
    void aMissingRootIsSaidToBeMissingAndNotCreated() {
        Path missing = outside.resolve("not-mounted");
        Storage storage = new LocalStorage(missing, budget, disk);

        assertThat(failure(storage.list(FilePath.ROOT)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(stage(storage, at(".s"), bytes(1), A_TIME)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(missing).doesNotExist();
    }

    @Test
    void theRootMayBeALink() throws IOException {
        Path link = outside.resolve("link");
        Files.createSymbolicLink(link, root);
        Storage storage = new LocalStorage(link, budget, disk);

        StagedFile staged = await(stage(storage, at(".s"), bytes(10), A_TIME));

        assertThat(staged.size()).isEqualTo(10);
        assertThat(awaitAll(storage.list(FilePath.ROOT))).isNotEmpty();
    }

    @Test
    void namesThatCannotBeTransferredFailTheListAfterTellingAllOthers() throws IOException {
        Path folder = Files.createDirectories(root.resolve(at("odd").value()));
        Files.createFile(folder.resolve("2022-01-15T10:20:30.csv"));
        for (int i = 0; i < 10; i++) {
            Files.createFile(folder.resolve("fine." + i));
        }

        long told = await(opened().list(at("odd"))
                .onErrorComplete(e -> e.getMessage() != null && e.getMessage().contains("T10:20:30"))
                .count());

        assertThat(told).isEqualTo(10);
        assertThat(failure(opened().list(at("odd"))).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void aPipeIsNotOpened() throws Exception {
        Path pipe = root.resolve("pipe");
        int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assertThat(made).isZero();

        assertThat(failure(opened().open(FilePath.of("pipe"))).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void aReleasedLeaseLeavesNoFile() throws IOException {
        Lease lease = await(opened().lease(at("session")));
        Path folder = root.resolve(at("session").value());
        assertThat(folder.resolve(LocalLease.FILE)).exists();
        assertThat(awaitAll(opened().list(at("session")))).isEmpty();
        assertThat(failure(opened().open(at("session/" + LocalLease.FILE))).kind())
                .isEqualTo(Kind.DENIED);

        awaitEmpty(lease.release());

        assertThat(folder).doesNotExist();
    }

    @Test
    void aReleasedLeaseLeavesFoldersThatAreInUse() throws IOException {
        Lease lease = await(opened().lease(at("subject/001")));
        Lease other = await(opened().lease(at("subject/002")));
        Path kept = root.resolve(at("subject/001/file").value());
        Files.writeString(kept, "whole");

        awaitEmpty(lease.release());
        awaitEmpty(other.release());

        assertThat(kept).hasContent("whole");
        assertThat(root.resolve(at("subject/002").value())).doesNotExist();
    }

    @Test
    void aLeaseLeftByACrashIsTakenOver() throws IOException {
        Path folder = Files.createDirectories(root.resolve(at("session").value()));
        Files.writeString(folder.resolve(LocalLease.FILE), "held by process 1\n");

        Lease lease = await(opened().lease(at("session")));

        awaitEmpty(lease.release());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLeaseWhoseFileIsDeletedIsLostAndLeavesTheNextOneAlone() throws IOException {
        Lease lease = await(opened().lease(at("session")));
        Path file = root.resolve(at("session").value()).resolve(LocalLease.FILE);
        awaitEmpty(lease.confirm());

        Files.delete(file);
        Files.writeString(file, "held by process 1\n");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(failure(lease.confirm()).kind()).isEqualTo(Kind.LEASE_LOST));
        awaitEmpty(lease.release());

        assertThat(file).hasContent("held by process 1");
    }

    @Test
    void aLeaseOfAnotherProcessHoldsUntilThatProcessDies() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeaseHolder.class.getName(),
                        root.toString(),
                        at("session").value())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            awaitHeld(other);
            assertThat(failure(opened().lease(at("session"))).kind()).isEqualTo(Kind.BUSY);
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();

        awaitEmpty(await(opened().lease(at("session"))).release());

        assertThat(root.resolve(at("session").value())).isEmptyDirectory();
    }

    private static void awaitHeld(Process other) throws IOException {
        BufferedReader said = other.inputReader();
        String line = said.readLine();
        while (line != null && !line.equals("held")) {
            line = said.readLine();
        }
        assertThat(line).as("what the other process said last").isEqualTo("held");
    }

    @Test
    void freeSpaceIsThatOfTheDisk() throws IOException {
        long free = await(opened().freeBytes());

        assertThat(free).isBetween(1L, Files.getFileStore(root).getTotalSpace());
    }
}
