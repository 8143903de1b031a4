package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.alyxtransfer.copy.CopyRequest;
import org.alyxtransfer.copy.CopyStep;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.RoundTrip;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a file costs on its way to the share and back, in frames. */
@Tag("samba")
class SmbFramesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FilePath STAGING = FilePath.of(".s");
    private static final FilePath FILE = FilePath.of("file");
    private static final byte[] CONTENT = RoundTrip.bytes(16 << 10);
    private static final List<Command> UP =
            List.of(Command.CREATE, Command.WRITE, Command.SET_INFO, Command.FLUSH, Command.CLOSE);
    private static final List<Command> BEGUN =
            List.of(Command.CREATE, Command.SET_INFO, Command.SET_INFO, Command.QUERY_INFO);
    private static final List<Command> NAMED = List.of(Command.CREATE, Command.SET_INFO, Command.CLOSE);
    private static final List<Command> DOWN = List.of(Command.CREATE, Command.READ, Command.CLOSE);

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(32L << 20);
    private final Renames frames = new Renames();
    private HostileProxy proxy;
    private SmbStorage storage;

    /** Tells those frames apart that give a file its name. */
    private static final class Renames extends Frames {
        private static final int INFORMATION_CLASS = 64 + 3; // [MS-SMB2] 2.2.39
        private static final int RENAME = 10; // [MS-FSCC] 2.4

        private final Queue<List<Command>> naming = new ConcurrentLinkedQueue<>();

        @Override
        public void request(byte[] message) {
            super.request(message);
            List<Integer> starts = starts(message);
            List<Command> commands = commands(asked().get(asked().size() - 1));
            for (int i = 0; i < starts.size(); i++) {
                if (commands.get(i) == Command.SET_INFO && message[starts.get(i) + INFORMATION_CLASS] == RENAME) {
                    naming.add(commands);
                }
            }
        }
    }

    @BeforeEach
    void start() {
        SambaServer samba = servers.start(SambaSettings.defaults());
        proxy = HostileProxy.before(samba.host(), samba.port());
        proxy.use(frames);
        SmbOptions plain = SmbOptions.of(samba.host()).withPort(proxy.port()).with(SmbOptions.Signing.OFF);
        storage = servers.storage(Servers.settings(plain, samba, SambaSettings.DEFAULT_SHARE), budget);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
        proxy.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aSmallFileGoesUpInOneFrameAndIsPublishedInAnother() {
        publish(CONTENT);

        assertThat(asked()).containsExactly(UP, NAMED);
    }

    @Test
    void nothingThatPublishesSharesAFrameWithAWrite() {
        publish(CONTENT);
        publish(new byte[0]);
        publish(RoundTrip.bytes(3_000_001));

        assertThat(frames.naming).hasSize(3).containsOnly(NAMED);
        assertThat(asked()).filteredOn(frame -> frame.contains(Command.WRITE)).hasSizeGreaterThan(3);
    }

    @Test
    void aLargeFileIsBegunInOneFrame() {
        publish(RoundTrip.bytes(3_000_001));

        assertThat(asked()).filteredOn(frame -> frame.contains(Command.CREATE)).containsExactly(BEGUN, NAMED);
    }

    @Test
    void aSmallFileThatWasSeenComesDownInOneFrame() {
        publish(CONTENT);
        FileStat seen = known(storage.stat(FILE));
        frames.forget();

        byte[] read = known(Mono.usingWhen(
                budget.admit(new ArenaShape(CONTENT.length, 0, false, 1)),
                arena -> arena.take(0, CONTENT.length)
                        .flatMap(chunk -> storage.getSmall(seen, chunk))
                        .map(chunk -> {
                            byte[] bytes = new byte[chunk.length()];
                            chunk.bytes().get(bytes);
                            return bytes;
                        }),
                Arena::close));

        assertThat(read).isEqualTo(CONTENT);
        assertThat(asked()).containsExactly(DOWN);
    }

    @Test
    void aDownloadOfASmallFileTakesOneFrame() throws NoSuchAlgorithmException {
        publish(CONTENT);
        FileStat there = known(storage.stat(FILE));
        frames.forget();
        Checksum expected =
                Checksum.of(Algorithm.MD5, MessageDigest.getInstance("MD5").digest(CONTENT));
        MemoryStorage here = new MemoryStorage(budget);

        CopyStep last = known(copy().copy(
                        storage,
                        here,
                        CopyRequest.of(FILE, STAGING, Set.of(Algorithm.MD5), Verification.STREAM)
                                .expecting(CONTENT.length, there.modified().minusSeconds(60), Optional.of(expected)))
                .last());

        assertThat(last).isInstanceOf(CopyStep.Verified.class);
        assertThat(known(here.stat(STAGING)))
                .returns(there.modified(), FileStat::modified)
                .returns((long) CONTENT.length, FileStat::size);
        assertThat(asked()).containsExactly(DOWN);
    }

    @Test
    void anUploadThatIsReadBackTakesThreeFrames() {
        MemoryStorage here = new MemoryStorage(budget);
        RoundTrip.stored(here, "file", CONTENT);

        CopyStep.Verified last = (CopyStep.Verified) known(
                copy().copy(here, storage, CopyRequest.of(FILE, STAGING, Set.of(Algorithm.MD5), Verification.READ_BACK))
                        .last());
        storage.publish(last.staged(), FILE, OnExisting.REPLACE).block(PATIENCE);

        assertThat(asked()).containsExactly(UP, DOWN, NAMED);
    }

    private FileCopy copy() {
        return new FileCopy(budget, Schedulers.parallel());
    }

    private void publish(byte[] content) {
        StagedFile staged = RoundTrip.stored(storage, STAGING.value(), content);
        storage.publish(staged, FILE, OnExisting.REPLACE).block(PATIENCE);
    }

    /** Without those that make a connection. */
    private List<List<Command>> asked() {
        Set<Command> connecting = Set.of(Command.NEGOTIATE, Command.SESSION_SETUP, Command.TREE_CONNECT);
        return frames.asked().stream()
                .map(SmbFramesTest::commands)
                .filter(frame -> !connecting.contains(frame.get(0)))
                .toList();
    }

    private static List<Command> commands(List<Integer> frame) {
        return frame.stream().map(Command::of).toList();
    }

    private static <T> T known(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
