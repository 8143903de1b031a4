package org.alyxtransfer.cli;

import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.cli.launch.EventLoops;

/** Starts the program; the only place that ends the process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        Interruption interruption = new Interruption();
        interruption.guardProcess();
        int code = ExitCode.UNEXPECTED.number();
        try {
            code = CommandTree.run(surroundings, interruption, args);
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
            EventLoops.end();
            interruption.over(); // else the shutdown would wait for a command that has failed already
        }
        System.exit(code);
    }
}
