package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.samba.Samba;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad network between the client and the HTTP file server. */
@Tag("faults")
@Tag("slow")
@Tag("samba")
class FileServerFaultsTest {
    private FaultLab lab;
    private Soundness soundness;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        lab = new FaultLab(SmbClient.JCIFS, folder);
        soundness = new Soundness(lab);
        assertThat(lab.upload().failures()).isEmpty();
    }

    @AfterEach
    void stop() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RESET, UP, 300",
        "RESET, DOWN, 0",
        "RESET, DOWN, 3000000",
        "HALF_CLOSE, DOWN, 100",
        "HALF_CLOSE, DOWN, 4000000",
        "SILENCE, UP, 100",
        "SILENCE, DOWN, 3000000"
    })
    void aBrokenConnectionIsMadeUpForByAnother(Fault.Kind kind, Direction direction, long after) throws IOException {
        lab.http.next(new Fault(kind, direction, after));

        Run run = lab.download();

        assertThat(lab.http.happened()).isEqualTo(1);
        assertThat(run.failures()).isEmpty();
        assertThat(run.count(new Outcome.Done())).isEqualTo(lab.originals.size());
        soundness.holdsHere(run);
    }

    @Test
    void dripsAndDelaysAreNoFailure() throws IOException {
        lab.http.roundTrip(Duration.ofMillis(30)).drip(64 << 10, Duration.ofMillis(5));

        Run run = lab.download();

        assertThat(run.failures()).isEmpty();
        soundness.holdsHere(run);
    }

    @Test
    void aServerAwayForAMomentIsWaitedFor() throws Exception {
        Thread away = FaultLab.after(2_000_000, lab.http, Direction.DOWN, () -> {
            lab.http.refuse(true).cut();
            Thread.sleep(300);
            return lab.http.refuse(false);
        });

        Run run = lab.download();

        away.join();
        assertThat(run.failures()).isEmpty();
        soundness.holdsHere(run);
    }

    @Test
    void aServerGoneMidwayEndsTheJobAndTheNextOneGoesOnWhereItStopped() throws Exception {
        lab.http.bytesPerSecond(4_000_000); // else all of it is here before the server is gone
        Thread gone = FaultLab.after(
                4_000_000, lab.http, Direction.DOWN, () -> lab.http.refuse(true).cut());

        Run run = lab.download();

        gone.join();
        assertThat(run.failures()).isNotEmpty().allMatch(TransferException::isTemporary);
        soundness.holdsHere(run);
        soundness.isEndedByAnotherDownload();
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        lab.http.blackhole(true);

        Run run = lab.download();

        assertThat(run.failures()).isNotEmpty().allMatch(TransferException::isTemporary);
        soundness.isEndedByAnotherDownload();
    }
}
