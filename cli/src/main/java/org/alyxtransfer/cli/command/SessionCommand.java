package org.alyxtransfer.cli.command;

import picocli.CommandLine.Command;

/** Groups what is about sessions. */
@Command(name = "session", description = "Creates, lists and shows sessions in Alyx.")
public final class SessionCommand {}
