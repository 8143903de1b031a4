package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class TransferMetersTest {
    private static final ToMove FILE = FileToMove.sized(1_000);
    private static final ToMove OTHER = FileToMove.file("alf/spikes.clusters.npy", 10, Optional.empty());
    private final TransferException why = new TransferException(Kind.DENIED, "x", "no");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TransferMeters uploads = new TransferMeters(registry, Direction.UPLOAD);
    private final TransferMeters.Run run = uploads.run();

    @Test
    void bytesAddUpAsTheyArrive() {
        run.record(new TransferEvent.Advanced(FILE, 600));
        run.record(new TransferEvent.Advanced(FILE, 400));

        assertThat(registry.get("alyx.transfer.bytes").counter().count()).isEqualTo(1_000);
    }

    @Test
    void filesAreInFlightFromTheirStartToTheirEnd() {
        run.record(new TransferEvent.Started(FILE));
        run.record(new TransferEvent.Started(OTHER));
        assertThat(gauge("alyx.transfer.files.in.flight", "upload")).isEqualTo(2);

        run.record(new TransferEvent.Finished(FILE, new Outcome.Done()));
        run.record(new TransferEvent.Finished(OTHER, new Outcome.Failed(why)));

        assertThat(gauge("alyx.transfer.files.in.flight", "upload")).isZero();
        assertThat(registry.get("alyx.transfer.file.seconds").timer().count()).isEqualTo(2);
    }

    @Test
    void outcomesAreToldApart() {
        run.record(new TransferEvent.Finished(FILE, new Outcome.Done()));
        run.record(new TransferEvent.Finished(FILE, new Outcome.Unregistered(why)));
        run.record(new TransferEvent.Finished(FILE, new Outcome.Failed(why)));
        run.record(new TransferEvent.Finished(
                new PlannedFile.Settled(FILE.session(), FILE.relative(), 1, new Outcome.Done()), new Outcome.Done()));

        assertThat(files("done")).isEqualTo(2);
        assertThat(files("unregistered")).isEqualTo(1);
        assertThat(files("failed")).isEqualTo(1);
        assertThat(gauge("alyx.transfer.files.in.flight", "upload")).isZero(); // none of them had started
    }

    @Test
    void theBacklogEndsWithKnownAndRefusedFiles() {
        run.record(new TransferEvent.Registering(FILE.session(), List.of(FILE, OTHER)));
        assertThat(gauge("alyx.transfer.files.unregistered", "upload")).isEqualTo(2);

        run.record(new TransferEvent.Registered(FILE, UUID.randomUUID()));
        run.record(new TransferEvent.Finished(OTHER, new Outcome.Unregistered(why)));

        assertThat(gauge("alyx.transfer.files.unregistered", "upload")).isZero();
        assertThat(registry.get("alyx.transfer.batches").counter().count()).isEqualTo(1);
    }

    @Test
    void whatACancelledRunLeavesUnfinishedIsNotInFlight() {
        Flux<TransferEvent> endless = Flux.<TransferEvent>just(
                        new TransferEvent.Started(OTHER),
                        new TransferEvent.Registering(FILE.session(), List.of(FILE)),
                        new TransferEvent.Paced(16, "trying"))
                .concatWith(Flux.never());
        run.record(new TransferEvent.Started(FILE));

        Disposable other = uploads.counting(endless).subscribe();
        assertThat(gauge("alyx.transfer.files.in.flight", "upload")).isEqualTo(2);
        assertThat(gauge("alyx.transfer.files.at.once", "upload")).isEqualTo(16);
        other.dispose();

        assertThat(gauge("alyx.transfer.files.in.flight", "upload")).isEqualTo(1);
        assertThat(gauge("alyx.transfer.files.unregistered", "upload")).isZero();
    }

    @Test
    void directionsAreCountedApart() {
        TransferMeters.Run downloading = new TransferMeters(registry, Direction.DOWNLOAD).run();

        downloading.record(new TransferEvent.Started(FILE));
        downloading.record(new TransferEvent.Retried(FILE, why));

        assertThat(gauge("alyx.transfer.files.in.flight", "download")).isEqualTo(1);
        assertThat(gauge("alyx.transfer.files.in.flight", "upload")).isZero();
        assertThat(registry.get("alyx.transfer.retries")
                        .tag("direction", "download")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void tagsHoldNoNames() {
        run.record(new TransferEvent.Started(FILE));
        run.record(new TransferEvent.Finished(FILE, new Outcome.Failed(why)));

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .flatExtracting(Meter.Id::getTags)
                .extracting(Tag::getKey)
                .containsOnly("direction", "outcome");
    }

    private double gauge(String name, String direction) {
        return registry.get(name).tag("direction", direction).gauge().value();
    }

    private double files(String outcome) {
        return registry.get("alyx.transfer.files")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
