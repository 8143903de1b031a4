package org.alyxtransfer.cli.command;

import picocli.CommandLine.Command;

/** What there is to do about rules, without running them. */
@Command(name = "rules", description = "Checks and tries the rules that 'watch' works by.")
public final class RulesCommand {}
