package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which files a session has: first those of the task, then those of one probe after the other. */
final class Catalogue {
    private static final List<Entry> TASK = List.of(
            new Entry("alf/_ibl_trials.table.pqt", TrialTable::write),
            new Entry("raw_behavior_data/_iblrig_taskData.raw.jsonable", Texts::taskData),
            new Entry("raw_behavior_data/_iblrig_taskSettings.raw.json", Texts::settings),
            new Entry("alf/_ibl_wheel.position.npy", Npy.MEASUREMENTS),
            new Entry("alf/_ibl_wheel.timestamps.npy", Npy.TIMES),
            new Entry("raw_imaging_data_00/imaging.frames.bin", Catalogue::samples),
            new Entry("alf/probe00/clusters.uuids.csv", Texts::uuids),
            new Entry("alf/_ibl_wheelMoves.intervals.npy", Npy.INTERVALS),
            new Entry("alf/_ibl_wheelMoves.peakAmplitude.npy", Npy.MEASUREMENTS),
            new Entry("alf/_ibl_trials.goCueTrigger_times.npy", Npy.TIMES),
            new Entry("alf/licks.times.npy", Npy.TIMES),
            new Entry("alf/_ibl_leftCamera.times.npy", Npy.TIMES),
            new Entry("raw_video_data/_iblrig_leftCamera.timestamps.npy", Npy.TIMES),
            new Entry("raw_video_data/_iblrig_leftCamera.frameData.bin", Catalogue::samples),
            new Entry("alf/_ibl_bodyCamera.times.npy", Npy.TIMES),
            new Entry("raw_video_data/_iblrig_bodyCamera.frameData.bin", Catalogue::samples));

    private static final List<Entry> PROBE = List.of(
            new Entry("spikes.times.npy", Npy.TIMES),
            new Entry("spikes.clusters.npy", Npy.INDICES),
            new Entry("spikes.amps.npy", Npy.MEASUREMENTS),
            new Entry("spikes.depths.npy", Npy.MEASUREMENTS),
            new Entry("spikes.templates.npy", Npy.INDICES),
            new Entry("clusters.channels.npy", Npy.INDICES),
            new Entry("clusters.depths.npy", Npy.MEASUREMENTS),
            new Entry("clusters.amps.npy", Npy.MEASUREMENTS),
            new Entry("channels.localCoordinates.npy", Npy.COORDINATES),
            new Entry("channels.rawInd.npy", Npy.INDICES));

    private Catalogue() {}

    /** A file of a session, by its path below the session's folder. */
    record Entry(String path, Contents contents) {}

    /** So many different files; there is always another probe. */
    static List<Entry> files(int count) {
        return Stream.concat(
                        TASK.stream(), IntStream.iterate(0, i -> i + 1).boxed().flatMap(Catalogue::probe))
                .limit(count)
                .toList();
    }

    private static Stream<Entry> probe(int number) {
        String folder = String.format(Locale.ROOT, "alf/probe%02d/", number);
        return PROBE.stream().map(entry -> new Entry(folder + entry.path, entry.contents));
    }

    private static void samples(Path file, Contents.Context context) throws IOException {
        Binary.write(file, context.sizes().binaryBytes(), context.noise());
    }
}
