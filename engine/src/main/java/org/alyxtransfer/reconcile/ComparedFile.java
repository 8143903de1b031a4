package org.alyxtransfer.reconcile;

import java.util.Optional;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;

/**
 * One file and what the three places have of it.
 *
 * @param relative below the session's folder, without a dataset's id; the name on the share for what belongs to no dataset
 * @param why in words, where they do not agree
 * @param share where its bytes lie there now, whatever the name
 * @param dataset its record; empty where Alyx has none
 */
public record ComparedFile(
        SessionPath session,
        FilePath relative,
        Finding finding,
        String why,
        Optional<Copy> disk,
        Optional<Copy> share,
        Optional<Dataset> dataset,
        Remedy remedy) {

    ComparedFile as(Finding other, String reason) {
        return new ComparedFile(session, relative, other, reason, disk, share, dataset, Remedy.NONE);
    }

    /** Whether {@code --repair} can do something about it. */
    public boolean isRepairable() {
        return remedy == Remedy.FINISH;
    }

    @Override
    public String toString() {
        return session + "/" + relative;
    }
}
