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
            new Entry("alf/_ibl_wheel.position.npy", Behaviour::wheel),
            new Entry("alf/_ibl_wheel.timestamps.npy", Behaviour::clock),
            new Entry("raw_imaging_data_00/imaging.frames.bin", Catalogue::samples),
            new Entry("alf/probe00/clusters.uuids.csv", Texts::uuids),
            new Entry("alf/_ibl_wheelMoves.intervals.npy", Behaviour::movements),
            new Entry("alf/_ibl_wheelMoves.peakAmplitude.npy", Behaviour::amplitudes),
            new Entry("alf/_ibl_trials.goCueTrigger_times.npy", Behaviour::goCues),
            new Entry("alf/licks.times.npy", Behaviour::licks),
            new Entry("alf/_ibl_leftCamera.times.npy", Behaviour::clock),
            new Entry("raw_video_data/_iblrig_leftCamera.timestamps.npy", Behaviour::clock),
            new Entry("raw_video_data/_iblrig_leftCamera.frameData.bin", Catalogue::samples),
            new Entry("alf/_ibl_bodyCamera.times.npy", Behaviour::clock),
            new Entry("raw_video_data/_iblrig_bodyCamera.frameData.bin", Catalogue::samples),
            new Entry("raw_video_data/_iblrig_rightCamera.frameData.png", Frame::write));

    private static final List<Entry> PROBE = List.of(
            new Entry("spikes.times.npy", Probe::times),
            new Entry("spikes.clusters.npy", Probe::clusters),
            new Entry("spikes.amps.npy", Probe::amplitudes),
            new Entry("spikes.depths.npy", Probe::depths),
            new Entry("spikes.templates.npy", Probe::clusters),
            new Entry("clusters.channels.npy", Probe::clusterChannels),
            new Entry("clusters.depths.npy", Probe::clusterDepths),
            new Entry("clusters.amps.npy", Probe::clusterAmplitudes),
            new Entry("channels.localCoordinates.npy", Probe::channelCoordinates),
            new Entry("channels.rawInd.npy", Probe::channelNumbers));

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
