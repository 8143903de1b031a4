package org.alyxtransfer.cli;

import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Surroundings;

/** Starts the program; the only place that ends the process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        Interruption interruption = new Interruption();
        interruption.guardProcess();
        int code = CommandTree.run(surroundings, interruption, args);
        surroundings.out().flush();
        surroundings.err().flush();
        interruption.over();
        System.exit(code);
    }
}
