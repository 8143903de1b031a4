package org.alyxtransfer.alyx;

import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.jspecify.annotations.Nullable;

/**
 * One file of a registration.
 *
 * @param checksum null for none, which makes Alyx forget that other repositories have the file
 * @param version of the software that made it; null for none
 */
public record FileToRegister(
        DatasetPath path,
        long size,
        @Nullable Checksum checksum,
        @Nullable String version) {
    public static FileToRegister of(DatasetPath path, long size, Checksum checksum) {
        return new FileToRegister(path, size, checksum, null);
    }
}
