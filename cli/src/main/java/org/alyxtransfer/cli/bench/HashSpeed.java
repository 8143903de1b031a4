package org.alyxtransfer.cli.bench;

/**
 * What one core hashes, in bytes a second.
 *
 * @param one of one file at a time
 * @param eight of eight files side by side, where the digest can be computed so; else the same
 */
record HashSpeed(double one, double eight) {
    private static final int SIDE_BY_SIDE = 8;

    /** With so many files at once on that core. */
    double of(double files) {
        return Math.max(one, eight * Math.min(files, SIDE_BY_SIDE) / SIDE_BY_SIDE);
    }

    /** How many cores so many files can use. */
    static double lanes(int cores, double files) {
        return Math.max(1, Math.min(cores, files));
    }

    /** What all cores hash of so many files. */
    double of(double files, int cores) {
        double lanes = lanes(cores, files);
        return lanes * of(files / lanes);
    }
}
