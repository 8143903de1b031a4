/**
 * How the process starts and ends fast: a rehearsal, whose classes go into an archive that later starts map, logging without
 * XML, and the end of the threads that would hold up its exit.
 */
@NullMarked
package org.alyxtransfer.cli.launch;

import org.jspecify.annotations.NullMarked;
