package org.alyxtransfer.cli.command;

import java.util.concurrent.Callable;
import org.alyxtransfer.cli.frame.ExitCode;

/** A command that can be run. Failures are thrown; {@code Failures} turns them into words and an exit code. */
interface Action extends Callable<Integer> {
    ExitCode run() throws Exception;

    @Override
    default Integer call() throws Exception {
        return run().number();
    }
}
