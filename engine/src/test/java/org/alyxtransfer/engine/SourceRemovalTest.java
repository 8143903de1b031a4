package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferEvent.SourceKept;
import org.alyxtransfer.plan.TransferEvent.SourceRemoved;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.local.LocalStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** When an original is removed after its upload, and when not. */
class SourceRemovalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabFixture lab = new LabFixture();
    private final Scheduler disk = LocalStorage.newDiskScheduler(2);

    @TempDir
    Path rig;

    private Path original;

    @BeforeEach
    void record() throws IOException {
        original = rig.resolve(LabFixture.SESSION + "/alf/probe00/spikes.times.npy");
        Files.createDirectories(original.getParent());
        Files.writeString(original, "spikes");
    }

    @AfterEach
    void close() {
        lab.close();
        disk.dispose();
    }

    @Test
    void anOriginalIsRemovedAfterItsLastEventAndItsFolderStays() {
        List<TransferEvent> events = upload(event -> {});

        assertThat(original).doesNotExist();
        assertThat(original.getParent()).isDirectory();
        assertThat(events.stream()
                        .filter(event -> event instanceof TransferEvent.Finished || event instanceof SourceRemoved)
                        .map(Object::getClass))
                .containsExactly(TransferEvent.Finished.class, SourceRemoved.class);
    }

    @Test
    void whatAnEarlierRunUploadedIsRemovedAsWell() {
        lab.upload(new LocalStorage(rig, lab.budget, disk), lab.share);

        upload(event -> {});

        assertThat(original).doesNotExist();
    }

    @Test
    void anOriginalThatChangesAfterItWasSentIsKept() throws IOException {
        List<TransferEvent> events = upload(
                event -> atPublishing(event, () -> Files.writeString(original, " more", StandardOpenOption.APPEND)));

        assertKept(events, Kind.SOURCE_CHANGED);
        assertThat(original).hasContent("spikes more");
    }

    @Test
    void anOriginalOfOtherBytesWithTheSameSizeAndTimeIsKept() throws IOException {
        FileTime time = Files.getLastModifiedTime(original);

        List<TransferEvent> events = upload(event -> atPublishing(event, () -> {
            Files.writeString(original, "spikez");
            return Files.setLastModifiedTime(original, time);
        }));

        assertKept(events, Kind.SOURCE_CHANGED);
    }

    @Test
    void anOriginalOfWhichTheShareHasOtherBytesIsKept() {
        List<TransferEvent> events = upload(event -> {
            if (event instanceof TransferEvent.Published published) {
                Seeds.put(lab.share.asAnotherClient(), published.target().value(), new byte[] {
                    's', 'p', 'i', 'k', 'e', 'z'
                });
            }
        });

        assertKept(events, Kind.CORRUPT);
        assertThat(original).hasContent("spikes");
    }

    @Test
    void anOriginalThatAlyxDoesNotKnowIsKept() {
        lab.server.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);

        List<TransferEvent> events = upload(event -> {});

        assertThat(original).hasContent("spikes");
        assertThat(LabFixture.of(SourceRemoved.class, events)).isEmpty();
    }

    @Test
    void aRunThatEndsBeforeTheRemovalLeavesTheOriginal() {
        new SourceRemoval(lab.share, Schedulers.parallel())
                .after(lab.events(lab.plan(new LocalStorage(rig, lab.budget, disk), lab.share)))
                .takeUntil(TransferEvent.Published.class::isInstance)
                .blockLast(PATIENCE);

        assertThat(original).hasContent("spikes");
    }

    private List<TransferEvent> upload(Consumer<TransferEvent> meanwhile) {
        LocalStorage local = new LocalStorage(rig, lab.budget, disk);
        return Objects.requireNonNull(new SourceRemoval(lab.share, Schedulers.parallel())
                .after(lab.events(lab.plan(local, lab.share))
                        .publishOn(Schedulers.boundedElastic(), 1)
                        .doOnNext(meanwhile))
                .collectList()
                .block(PATIENCE));
    }

    private interface Change {
        Object make() throws IOException;
    }

    private static void atPublishing(TransferEvent event, Change change) {
        if (event instanceof TransferEvent.Published) {
            try {
                change.make();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void assertKept(List<TransferEvent> events, Kind why) {
        assertThat(LabFixture.of(SourceKept.class, events))
                .singleElement()
                .satisfies(kept -> assertThat(kept.why().kind()).isEqualTo(why));
    }
}
