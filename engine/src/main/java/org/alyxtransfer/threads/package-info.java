/** Threads of the program's own, for work that blocks. Read {@link org.alyxtransfer.threads.WorkerThreads}. */
@NullMarked
package org.alyxtransfer.threads;

import org.jspecify.annotations.NullMarked;
