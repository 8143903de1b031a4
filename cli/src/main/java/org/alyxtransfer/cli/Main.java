package org.alyxtransfer.cli;

import org.alyxtransfer.cli.frame.Surroundings;

/** Starts the program; the only place that ends the process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Surroundings surroundings = Surroundings.ofProcess();
        int code = CommandTree.run(surroundings, args);
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(code);
    }
}
