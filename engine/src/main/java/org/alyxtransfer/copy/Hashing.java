package org.alyxtransfer.copy;

import org.alyxtransfer.hash.Md5;
import org.alyxtransfer.hash.SideBySide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Where the digests of all files of one copier are computed.
 *
 * @param cpu one lane per file
 * @param md5 the same threads, for several files at once
 */
record Hashing(Scheduler cpu, SideBySide md5) {
    private static final Logger LOG = LoggerFactory.getLogger(Hashing.class);

    /** Reads a file the first time in a process, unless {@link Md5#isNative()} was asked before. */
    static Hashing on(Scheduler cpu) {
        LOG.debug("MD5 is computed {}", Md5.isNative() ? "of several files side by side" : "by the JDK");
        return new Hashing(cpu, new SideBySide(cpu));
    }
}
