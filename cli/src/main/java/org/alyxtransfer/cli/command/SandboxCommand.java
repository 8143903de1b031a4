package org.alyxtransfer.cli.command;

import picocli.CommandLine.Command;

/** Groups what starts and ends a sandbox. */
@Command(
        name = "sandbox",
        description =
                "A whole lab on this computer, to try things on: a stand-in Alyx, a real Samba share, a file server.")
public final class SandboxCommand {}
