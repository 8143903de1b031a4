package org.alyxtransfer.copy;

import java.util.Set;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;

/** What happens while a file is copied, in order: any number of {@link Moved} and {@link Reached}, then one
 * {@link Verified}. */
public sealed interface CopyStep {
    /** So many more bytes were acknowledged; bytes kept from an earlier attempt are not counted. */
    record Moved(long bytes) implements CopyStep {}

    /**
     * The staging file holds the first so many bytes, without a gap, and they were flushed; {@code prefix} is their digest.
     *
     * @param beginning of the staging file, see {@link StagingFile#beginning()}
     */
    record Reached(long bytes, Checksum prefix, String beginning) implements CopyStep {}

    /** The staged file is whole and verified as asked; it can be published. */
    record Verified(StagedFile staged, Set<Checksum> checksums, Verification how) implements CopyStep {}
}
