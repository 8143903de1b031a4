package org.alyxtransfer.copy;

import org.alyxtransfer.hash.SideBySide;
import reactor.core.scheduler.Scheduler;

/**
 * Where the digests of all files of one copier are computed.
 *
 * @param cpu one lane per file
 * @param md5 the same threads, for several files at once
 */
record Hashing(Scheduler cpu, SideBySide md5) {
    static Hashing on(Scheduler cpu) {
        return new Hashing(cpu, new SideBySide(cpu));
    }
}
