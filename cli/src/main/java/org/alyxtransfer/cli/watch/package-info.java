/**
 * What a watcher does by the means of the other commands: downloads and uploads.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.watch.WatchRun}.
 */
@NullMarked
package org.alyxtransfer.cli.watch;

import org.jspecify.annotations.NullMarked;
