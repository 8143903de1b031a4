package org.alyxtransfer.reconcile;

import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Naming;

/**
 * What to compare, and what may be done about it.
 *
 * @param repository the share's name in Alyx
 * @param algorithm digest of files that Alyx knows none of
 * @param readAll compare the contents of all files with the digests in Alyx, not the sizes alone
 * @param repair finish what a lost client left
 * @param removeStaged with {@code repair}: remove staged files that nothing refers to, or whose file is published
 */
public record ReconcileSettings(
        String repository,
        Naming naming,
        Algorithm algorithm,
        FileFilter filter,
        boolean readAll,
        boolean repair,
        boolean removeStaged) {

    boolean isRecorded(Dataset dataset) {
        return dataset.records().stream()
                .anyMatch(record -> record.exists() && record.repository().equals(repository));
    }

    boolean allows(Remedy remedy) {
        return switch (remedy) {
            case NONE -> false;
            case FINISH -> repair;
            case REMOVE_LEFTOVER, REMOVE_UNKNOWN -> repair && removeStaged;
        };
    }
}
