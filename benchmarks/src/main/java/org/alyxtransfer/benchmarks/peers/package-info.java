/**
 * Other libraries of the JVM as programs, so that they can be measured: each copies a folder to a share, one file after the
 * other through an output stream, as their examples do. They verify nothing.
 */
@NullMarked
package org.alyxtransfer.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
