package org.alyxtransfer.cli.benchreport;

import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * What a run moved: speeds and ratios of other amounts are of another case, though it bears the same name.
 *
 * @param files 0 where a line does not tell
 * @param bytes 0 where a line does not tell
 */
public record Amount(long files, long bytes) {
    static final Amount UNKNOWN = new Amount(0, 0);

    static Amount of(ResultLine line) {
        Long files = line.files();
        Long bytes = line.bytes();
        return new Amount(files == null ? 0 : files, bytes == null ? 0 : bytes);
    }

    /** In words: {@code 256 files, 4.0 GiB}. */
    public String words() {
        return Figures.count(files, "file") + ", " + Figures.bytes(bytes);
    }
}
