package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a watcher goes about it.
 *
 * @param folder what it remembers
 * @param poll between two looks at the sources
 * @param runsAtOnce how many sessions are fetched, run or uploaded at once
 * @param keep how long the folders of runs are kept
 */
public record WatchSettings(Path folder, Duration poll, int runsAtOnce, Duration keep) {}
