package org.alyxtransfer.plan;

import java.util.List;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.SessionPath;

/** Knows from where the bytes of a dataset can be had. */
@FunctionalInterface
public interface DatasetSources {
    /** The places to try, the best one first; none when no place that may be asked has it. */
    List<Location> of(SessionPath session, Dataset dataset);
}
