package org.alyxtransfer.reconcile;

import org.alyxtransfer.plan.Location;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;

/** A file as one place has it. */
public record Copy(FileSource source, FileStat stat) {
    public long size() {
        return stat.size();
    }

    Location at() {
        return new Location(source, stat.path());
    }
}
