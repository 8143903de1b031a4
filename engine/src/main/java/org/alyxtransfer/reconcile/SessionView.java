package org.alyxtransfer.reconcile;

import java.util.Collection;
import java.util.List;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;

/**
 * What the three places have of one session; held in memory while it is compared.
 *
 * @param isKnown whether Alyx has the session
 * @param datasets those with usable names
 * @param disk by path below the session's folder
 * @param isDiskComplete whether the disk should have every file that is to be used, as after a download
 */
record SessionView(
        SessionPath session,
        boolean isKnown,
        Collection<Dataset> datasets,
        List<Copy> share,
        List<Here> disk,
        boolean isDiskComplete) {

    /** A file of this computer and its place in the session. */
    record Here(FilePath relative, Copy copy) {}
}
