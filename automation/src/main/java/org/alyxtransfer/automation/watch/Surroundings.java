package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import java.util.Map;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.automation.run.CommandRunner;
import reactor.core.scheduler.Scheduler;

/**
 * What a watcher works with.
 *
 * @param disk where file calls may block
 * @param time which clock it goes by
 * @param environment this process's variables, of which a rule lets some through
 * @param runs the folder of all runs
 */
public record Surroundings(
        AlyxClient alyx,
        Fetch fetch,
        Upload upload,
        Reporter reporter,
        CommandRunner commands,
        Scheduler disk,
        Scheduler time,
        Map<String, String> environment,
        Path runs) {}
