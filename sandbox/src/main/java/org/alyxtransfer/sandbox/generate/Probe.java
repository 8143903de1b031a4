package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Arrays of one probe, sorted: spikes of some dozens of clusters, more of them after a reward and in some stretches of the
 * session. All files of a probe tell of the same spikes.
 */
final class Probe {
    private static final int CHANNELS = 384; // of a Neuropixels probe
    private static final double SHANK_MICROMETRES = 3_840;
    private static final int MAX_CLUSTERS = 120;
    private static final double GOLDEN = 0.6180339887498949;

    private final int clusters;
    private final Noise sequence;
    private final double shift;
    private final double gain;

    private Probe(Contents.Context context) {
        clusters = (int) Math.max(1, Math.min(MAX_CLUSTERS, Behaviour.samples(context) / 8));
        sequence = context.shared("clusters");
        shift = 120 * sequence.nextDouble();
        gain = 0.8 + 0.4 * sequence.nextDouble();
    }

    /** Seconds, ascending. */
    static void times(Path file, Contents.Context context) throws IOException {
        long spikes = Behaviour.samples(context);
        double seconds = Behaviour.seconds(context);
        double mean = seconds / spikes;
        Noise noise = context.noise();
        double[] time = {0};
        Npy.DOUBLES.write(file, spikes, () -> {
            double drive = 1 + 0.6 * StrictMath.sin(time[0] * 2 * Math.PI / 180) + 0.3 * StrictMath.sin(time[0] * 1.9);
            time[0] = Math.min(seconds, time[0] - StrictMath.log(1 - noise.nextDouble()) * mean / Math.max(0.2, drive));
            return time[0];
        });
    }

    static void clusters(Path file, Contents.Context context) throws IOException {
        Probe probe = new Probe(context);
        Npy.INTEGERS.write(file, Behaviour.samples(context), probe::nextCluster);
    }

    /** In micrometres above the tip. */
    static void depths(Path file, Contents.Context context) throws IOException {
        Probe probe = new Probe(context);
        Npy.DOUBLES.write(
                file,
                Behaviour.samples(context),
                () -> clamped(
                        probe.depth(probe.nextCluster()) + 12 * context.noise().nextGaussian()));
    }

    /** In volts. */
    static void amplitudes(Path file, Contents.Context context) throws IOException {
        Probe probe = new Probe(context);
        Npy.DOUBLES.write(
                file,
                Behaviour.samples(context),
                () -> probe.amplitude(probe.nextCluster())
                        * Math.max(0.4, 1 + 0.15 * context.noise().nextGaussian()));
    }

    static void clusterChannels(Path file, Contents.Context context) throws IOException {
        Probe probe = new Probe(context);
        int[] next = {0};
        Npy.INTEGERS.write(file, probe.clusters, () -> probe.depth(next[0]++) / SHANK_MICROMETRES * (CHANNELS - 1));
    }

    static void clusterDepths(Path file, Contents.Context context) throws IOException {
        Probe probe = new Probe(context);
        int[] next = {0};
        Npy.DOUBLES.write(file, probe.clusters, () -> probe.depth(next[0]++));
    }

    static void clusterAmplitudes(Path file, Contents.Context context) throws IOException {
        Probe probe = new Probe(context);
        int[] next = {0};
        Npy.DOUBLES.write(file, probe.clusters, () -> probe.amplitude(next[0]++));
    }

    /** Micrometres across and along the probe: four columns of sites, staggered. */
    static void channelCoordinates(Path file, Contents.Context context) throws IOException {
        int[] next = {0};
        Npy.DOUBLES.write(file, CHANNELS, 2, () -> {
            int channel = next[0] / 2;
            double[] across = {43, 11, 59, 27};
            return next[0]++ % 2 == 0 ? across[channel % 4] : 20.0 * (channel / 2 + 1);
        });
    }

    static void channelNumbers(Path file, Contents.Context context) throws IOException {
        int[] next = {0};
        Npy.INTEGERS.write(file, CHANNELS, () -> next[0]++);
    }

    /** A few clusters spike often, most seldom. */
    private int nextCluster() {
        double skewed = sequence.nextDouble();
        return (int) (skewed * skewed * skewed * clusters);
    }

    /** Along two stretches of the shank, with a bare one between. */
    private double depth(int cluster) {
        double share = cluster * GOLDEN % 1;
        return clamped(shift + (share < 0.55 ? 300 + share * 3_000 : 2_350 + (share - 0.55) * 3_000));
    }

    private double amplitude(int cluster) {
        return 6e-5 * gain * (1 + 3 * (cluster * 7 * GOLDEN % 1));
    }

    private static double clamped(double depth) {
        return Math.max(0, Math.min(SHANK_MICROMETRES, depth));
    }
}
