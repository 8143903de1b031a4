package org.alyxtransfer.cli.command;

import picocli.CommandLine.Command;

/** Groups what looks at settings. */
@Command(name = "config", description = "Looks at the settings that are in force.")
public final class ConfigCommand {}
