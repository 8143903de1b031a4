package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.alyxtransfer.storage.smb.SmbSettings;
import org.alyxtransfer.storage.smb.SmbStorage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Uploads to a real smbd, over a signed wire, that go on from a mark after other clients have used the same staging name. */
@Tag("samba")
class StagedByOthersTest {
    private static final String TIMES = "alf/probe00/spikes.times.npy";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHARE = SambaSettings.DEFAULT_SHARE;
    private static final byte[] CONTENT = bytes(8 << 20, 1);
    private static final byte[] OTHERS = bytes(8 << 20, 2);

    private final LabFixture lab = new LabFixture();
    private final MemoryStorage othersRig = new MemoryStorage(lab.budget);
    private final Journal journal = new MemoryJournal();
    private final Frames frames = new Frames();
    private final List<Mono<Void>> endings = new ArrayList<>();
    private @Nullable SambaServer running;

    @AfterEach
    void stop() throws IOException {
        logOff();
        lab.close();
        samba().close();
        assertThat(lab.budget.reservedBytes()).isZero();
    }

    @Test
    void whatAnotherComputerBeganAnewIsNotGoneOnWith() {
        start(Map.of());
        stopAtMark();
        stop(othersRig, OTHERS, client(samba().port()), othersLast());

        assertThat(movedByAnotherRun()).isEqualTo(CONTENT.length);
    }

    @Test
    void whatTheOtherClientBeganAnewIsNotGoneOnWith() {
        start(Map.of());
        stopAtMark();
        stop(othersRig, OTHERS, jcifs(), othersLast());

        assertThat(movedByAnotherRun()).isEqualTo(CONTENT.length);
    }

    @Test
    void whatNobodyTouchedIsNeitherSentNorReadAgain() {
        start(Map.of());
        stopAtMark();
        long mark = mark();

        assertThat(movedByAnotherRun()).isEqualTo(CONTENT.length - mark);
        assertThat(reads()).isZero();
    }

    @Test
    void whereTheServerKeepsNoTimesOfCreationStagedBytesAreReadBeforeTheyAreGoneOnWith() {
        start(Map.of("store dos attributes", "no"));
        stopAtMark();
        long mark = mark();

        assertThat(movedByAnotherRun()).isEqualTo(CONTENT.length - mark);
        assertThat(reads()).isPositive();
    }

    @Test
    void whereTheServerKeepsNoTimesOfCreationWhatAnotherComputerBeganAnewIsNotGoneOnWith() {
        start(Map.of("store dos attributes", "no"));
        stopAtMark();
        stop(othersRig, OTHERS, client(samba().port()), othersLast());

        assertThat(movedByAnotherRun()).isEqualTo(CONTENT.length);
    }

    private void start(Map<String, String> options) {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        try {
            running = Samba.start(SambaSettings.defaults().withOptions(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SambaServer samba() {
        return Objects.requireNonNull(running);
    }

    private SmbStorage client(int port) {
        SmbCredentials who =
                SmbCredentials.password(samba().user(), () -> samba().password().toCharArray());
        SmbOptions options = SmbOptions.of("127.0.0.1").withPort(port).with(SmbOptions.Signing.REQUIRED);
        SmbStorage share = new SmbStorage(SmbSettings.of(options, who, SHARE).withChunks(256 << 10, 2), lab.budget);
        endings.add(share.close());
        return share;
    }

    private JcifsStorage jcifs() {
        JcifsSettings settings = JcifsSettings.of(samba().host(), SHARE, samba().user(), () -> samba().password()
                        .toCharArray())
                .withPort(samba().port());
        JcifsStorage share = new JcifsStorage(settings, lab.budget);
        endings.add(share.close());
        return share;
    }

    private void stopAtMark() {
        stop(lab.rig, CONTENT, client(samba().port()), StoppingJournal.after(JournalEntry.Reached.class, 1, journal));
    }

    /** Somebody else is killed when all is staged and nothing published. */
    private static StoppingJournal othersLast() {
        return StoppingJournal.before(JournalEntry.Verified.class, new MemoryJournal());
    }

    private void stop(MemoryStorage rig, byte[] content, Storage share, StoppingJournal stopping) {
        Seeds.put(rig, SESSION + "/" + TIMES, content);
        lab.journal = stopping;
        lab.events(lab.plan(rig, share)).takeUntilOther(stopping.stopped()).blockLast(PATIENCE);
        assertThat(stopping.stopped().toFuture()).isDone();
        await().atMost(PATIENCE).until(() -> lab.budget.reservedBytes() == 0); // nothing of it is under way any more
        logOff(); // and so nobody has the session's lease
        lab.journal = journal;
    }

    private void logOff() {
        endings.forEach(ending -> ending.block(PATIENCE));
        endings.clear();
    }

    private long mark() {
        return lab.unfinished().get(0).reached().orElseThrow().bytes();
    }

    /** How many bytes it takes to publish the first client's file. */
    private long movedByAnotherRun() {
        List<TransferEvent> events = again();
        assertThat(outcomes(events)).containsEntry(TIMES, new Outcome.Done());
        assertThat(published()).hasBinaryContent(CONTENT);
        return moved(events);
    }

    /** Goes on with the first client's upload, as a proxy sees it. */
    private List<TransferEvent> again() {
        HostileProxy proxy = HostileProxy.before(samba().host(), samba().port());
        proxy.use(frames);
        SmbStorage share = client(proxy.port());
        endings.add(Mono.fromRunnable(proxy::close));
        return lab.upload(share);
    }

    private long reads() {
        return frames.asked().stream()
                .flatMap(List::stream)
                .filter(command -> Command.of(command) == Command.READ)
                .count();
    }

    private Path published() {
        Path folder = samba().folder(SHARE)
                .resolve(SESSION.folder().resolve(TIMES).parent().value());
        String start = FilePath.of(TIMES).name().replaceFirst("\\.[a-z]+$", "");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long moved(List<TransferEvent> events) {
        return LabFixture.of(TransferEvent.Advanced.class, events).stream()
                .mapToLong(TransferEvent.Advanced::bytes)
                .sum();
    }

    private static byte[] bytes(int size, int seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        return content;
    }
}
