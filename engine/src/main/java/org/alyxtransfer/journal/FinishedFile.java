package org.alyxtransfer.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;

/**
 * A file of which nothing is left to do.
 *
 * @param path relative to its session's folder
 * @param size the source's when it was moved, in bytes, as is {@code modified}
 * @param outcome a word for the report
 */
public record FinishedFile(
        FilePath path,
        long size,
        Instant modified,
        Optional<Checksum> checksum,
        Optional<UUID> datasetId,
        String outcome) {}
