package org.alyxtransfer.plan;

import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;

/** How files are named on the share. */
public enum Naming {
    /** With the dataset's id before the extension, as ONE and Alyx's own URLs expect; known only after registration. */
    UUID,
    /** As on the rig. */
    PLAIN;

    /** Where a registered file is to lie that has no id in its name yet. */
    public FilePath registered(FilePath target, java.util.UUID datasetId) {
        return this == PLAIN
                ? target
                : target.sibling(new DatasetPath("", "", target.name())
                        .relativeWithId(datasetId)
                        .name());
    }
}
