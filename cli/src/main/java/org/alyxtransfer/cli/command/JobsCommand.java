package org.alyxtransfer.cli.command;

import picocli.CommandLine.Command;

/** Groups what looks at jobs and goes on with them. */
@Command(
        name = "jobs",
        description = {
            "Transfers that were begun on this computer: what they did, what is left to do.",
            "An interrupted one is continued by the same command again, or by 'jobs resume'."
        })
public final class JobsCommand {}
