package org.alyxtransfer.sandbox.generate;

/**
 * How large the files are.
 *
 * @param trials rows of the trial table and of the task's log
 * @param arrayBytes about so much in each array of samples or spikes, a few bytes more for its header; at least one row.
 *     Arrays of trials, clusters or channels are as long as there are such
 * @param binaryBytes exactly so much in each raw binary file
 */
public record Sizes(int trials, long arrayBytes, long binaryBytes) {
    /** Some kilobytes a session: for tests that care about names and numbers of files. */
    public static final Sizes TINY = new Sizes(5, 512, 4_096);
    /** Some ten megabytes a session. */
    public static final Sizes DEMO = new Sizes(400, 256 << 10, 8 << 20);
    /** Some gigabytes a session, as a day of electrophysiology leaves. */
    public static final Sizes LARGE = new Sizes(1_000, 64 << 20, 2L << 30);

    /** Refuses sizes that no file can have. */
    public Sizes {
        if (trials < 0 || arrayBytes < 0 || binaryBytes < 0) {
            throw new IllegalArgumentException("No file is smaller than empty");
        }
    }
}
