package org.alyxtransfer.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.plan.FileFilter;
import picocli.CommandLine.Option;

/** The option that says which datasets of a session. */
final class DatasetNameOptions {
    @Option(
            names = "--dataset",
            paramLabel = "GLOB",
            description = "Only names (or paths, with a '/') like this. May be repeated.")
    private List<String> globs = new ArrayList<>();

    List<String> globs() {
        return globs;
    }

    FileFilter filter() {
        return new FileFilter(globs, List.of(), Optional.empty());
    }
}
