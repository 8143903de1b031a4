package org.alyxtransfer.register;

import java.util.Set;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.storage.StagedFile;

/** A file whose bytes are on the share, whole and verified: under its staging name, or already published. */
public record VerifiedFile(ToMove file, StagedFile staged, Set<Checksum> checksums) {}
