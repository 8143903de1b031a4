package org.alyxtransfer.register;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.storage.StagedFile;

/**
 * A file whose bytes are on the share, whole and verified: under its staging name, or already published.
 *
 * @param sent when an earlier run sent it to Alyx without hearing the answer; that request may still run
 * @param registered its id, when an earlier run heard that Alyx has it
 */
public record VerifiedFile(
        ToMove file, StagedFile staged, Set<Checksum> checksums, Optional<Instant> sent, Optional<UUID> registered) {
    /** One that Alyx has not been told of. */
    public VerifiedFile(ToMove file, StagedFile staged, Set<Checksum> checksums) {
        this(file, staged, checksums, Optional.empty(), Optional.empty());
    }
}
