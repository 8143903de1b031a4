package org.alyxtransfer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.GlobalOptions;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    @TempDir
    Path home;

    @Test
    void eachIsMadeByItsOwnName() {
        Commands commands = new Commands(new Invocation(
                Surroundings.ofProcess(), new GlobalOptions(), new Interruption(), CommandTree::run, List.of()));

        assertThat(commands.names()).hasSizeGreaterThan(15).allSatisfy(name -> {
            Object made = commands.make(name);
            CommandLine line = made instanceof CommandLine group ? group : new CommandLine(made);
            assertThat(line.getCommandName()).isEqualTo(name);
        });
    }

    @Test
    void helpAndMistakesKnowAllCommands() {
        Desk desk = Desk.at(home);

        assertThat(desk.run("--help").out()).contains("  setup", "  upload", "  completion");
        assertThat(desk.run("--help", "upload").out()).contains("  setup", "  download");
        assertThat(desk.run("uplod", "sandbox").err()).contains("uplod", "upload");
        assertThat(desk.run("completion").out()).contains("reconcile", "sandbox");
    }

    @Test
    void aProfileMayHaveTheNameOfACommand() {
        CommandRun run = Desk.at(home).run("--profile", "sandbox", "config", "show");

        assertThat(run.err()).contains("sandbox").doesNotContain("Unmatched");
    }

    @Test
    void whatIsTypedTwiceCountsOnce() {
        CommandRun run =
                Desk.at(home).run("config", "show", "--set", "transfer.attempts=3", "--set", "smb.chunk-bytes=x");

        assertThat(run.exit()).isEqualTo(2);
    }
}
