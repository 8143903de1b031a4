package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.engine.VerificationChoice;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.samba.Samba;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A bit that flips on the way: which verification notices it, and that none is ever published unnoticed. */
@Tag("faults")
@Tag("samba")
@ParameterizedClass
@EnumSource(SmbClient.class)
class FlippedBitsTest {
    private static final long IN_A_LARGE_FILE = 4_000_000; // all but 116 of each 65,532 bytes there are contents

    private final SmbClient client;
    private final FaultLab lab;
    private final Soundness soundness;

    FlippedBitsTest(SmbClient client, @TempDir Path folder) throws IOException {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        this.client = client;
        lab = new FaultLab(client, folder);
        soundness = new Soundness(lab);
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
    }

    /**
     * The server answers a spoilt signature as it answers a missing right. The reactive client tells them apart and sends it
     * again; with jcifs-ng the file is left for the next run.
     */
    @Test
    void onASignedWireTheServerRefusesItAndItIsSentAgain() throws IOException {
        lab.smb.next(Fault.flip(Direction.UP, IN_A_LARGE_FILE));

        Run run = lab.upload();

        assertThat(lab.smb.happened()).isEqualTo(1);
        assertThat(run.kinds())
                .containsExactlyElementsOf(client == SmbClient.REACTIVE ? List.of() : List.of(Kind.DENIED));
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }

    @Test
    void onABareWireReadingBackNoticesIt() throws IOException {
        lab.isSigned = false;
        lab.smb.next(Fault.flip(Direction.UP, IN_A_LARGE_FILE));

        Run run = lab.upload(); // reads back by itself, as the wire protects nothing

        assertThat(lab.smb.happened()).isEqualTo(1);
        assertThat(run.kinds()).containsExactly(Kind.CORRUPT);
        assertThat(run.count(new Outcome.Done())).isEqualTo(lab.originals.size() - 1L);
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }

    /** What the documentation says of {@code stream}: it cannot see this, so it is not the default here. */
    @Test
    void onABareWireStreamDoesNotNoticeIt() throws IOException {
        lab.isSigned = false;
        lab.verification = VerificationChoice.always(Verification.STREAM);
        lab.smb.next(Fault.flip(Direction.UP, IN_A_LARGE_FILE));

        Run run = lab.upload();

        assertThat(lab.smb.happened()).isEqualTo(1);
        assertThat(run.failures()).isEmpty();
        assertThat(Soundness.visible(lab.shared()).entrySet())
                .filteredOn(file -> !Soundness.sameBytes(file.getValue(), lab.originals.get(file.getKey())))
                .hasSize(1);
    }

    @Test
    void aDownloadFromABareShareNoticesItAndFetchesTheFileAgain() throws IOException {
        lab.isSigned = false;
        assertThat(lab.upload().failures()).isEmpty();
        lab.smb.next(Fault.flip(Direction.DOWN, IN_A_LARGE_FILE));

        Run run = lab.downloadFromShare();

        assertThat(lab.smb.happened()).isEqualTo(1);
        assertThat(run.failures()).isEmpty();
        soundness.holdsHere(run);
    }

    @Test
    void aDownloadByHttpNoticesItAndFetchesTheFileAgain() throws IOException {
        assertThat(lab.upload().failures()).isEmpty();
        lab.http.next(Fault.flip(Direction.DOWN, IN_A_LARGE_FILE));

        Run run = lab.download();

        assertThat(lab.http.happened()).isEqualTo(1);
        assertThat(run.failures()).isEmpty();
        soundness.holdsHere(run);
    }

    @Test
    void aLineThatAlwaysFlipsItNeverGetsAFilePublished() throws IOException {
        assertThat(lab.upload().failures()).isEmpty();
        for (long at = 50_000; at < 20_000_000; at += 100_000) {
            lab.http.always(Fault.flip(Direction.DOWN, at)); // a connection serves several requests
        }

        Run run = lab.download();

        assertThat(run.kinds()).contains(Kind.CORRUPT);
        soundness.holdsHere(run);
        soundness.isEndedByAnotherDownload();
    }
}
