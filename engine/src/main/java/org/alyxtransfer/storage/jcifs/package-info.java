/**
 * An SMB share as {@link org.alyxtransfer.storage.Storage}, spoken through jcifs-ng: the conservative client.
 *
 * <p>Read first: {@link org.alyxtransfer.storage.jcifs.JcifsStorage}, then {@code Lane} (one connection) and {@code Workers}
 * (the threads that wait for answers, and the watchdog). jcifs-ng blocks; nothing of it is visible outside this package.
 * Signals arrive on this package's worker threads. Not guaranteed: that bytes survive a crash of the server once they are
 * flushed (jcifs-ng hands them over when the file is closed, no more); encryption, which jcifs-ng cannot do.
 */
@NullMarked
package org.alyxtransfer.storage.jcifs;

import org.jspecify.annotations.NullMarked;
