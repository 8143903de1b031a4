package org.alyxtransfer.copy;

import org.alyxtransfer.hash.Md5;
import org.alyxtransfer.hash.SideBySide;
import reactor.core.scheduler.Scheduler;

/**
 * Where the digests of all files of one copier are computed.
 *
 * @param cpu one lane per file
 * @param md5 the same threads, for several files at once
 */
record Hashing(Scheduler cpu, SideBySide md5) {
    /** Reads a file the first time in a process, unless {@link Md5#load()} did before. */
    static Hashing on(Scheduler cpu) {
        Md5.load();
        return new Hashing(cpu, new SideBySide(cpu));
    }
}
