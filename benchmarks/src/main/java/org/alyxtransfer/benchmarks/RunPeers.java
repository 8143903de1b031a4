package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run-peers}: uploads and downloads by us and by others, on this machine, in one go. */
@CommandLine.Command(
        name = "run-peers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures this project against other copy tools, over loopback: a real smbd, a real nginx.",
        footer = {"", "Exit codes: 0 all runs arrived whole, 1 the benchmark itself broke, 2 usage, 3 a client failed."
        })
public final class RunPeers implements Callable<Integer> {
    private static final int SOME_FAILED = 3;

    @Option(
            names = "--cases",
            split = ",",
            paramLabel = "CASE",
            description = {
                "default: ${DEFAULT-VALUE}",
                "'all' is the whole matrix: tiny, small, mixed, medium and large files, uploaded to a share, read from a"
                        + " share (unsigned, signed, encrypted) and downloaded by HTTP, over loopback and with round trips of"
                        + " 1, 10 and 50 ms. That takes days, without --quick."
            })
    private List<String> cases = Scenario.USUAL;

    @Option(
            names = "--clients",
            split = ",",
            paramLabel = "CLIENT",
            description = "default: all but ours-jdk, ours-jcifs and the like")
    private @Nullable Set<String> chosen;

    @Option(names = "--reps", description = "rounds of each case (default: ${DEFAULT-VALUE})")
    private int reps = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "append a JSON line per run")
    private @Nullable Path json;

    @Option(names = "--tiny", paramLabel = "NxSIZE", description = "default: ${DEFAULT-VALUE}")
    private String tiny = "50000x1KiB";

    @Option(names = "--mixed", paramLabel = "Nxsession", description = "default: ${DEFAULT-VALUE}")
    private String mixed = "20xsession";

    @Option(names = "--small", paramLabel = "NxSIZE", description = "default: ${DEFAULT-VALUE}")
    private String small = "20000x16KiB";

    @Option(names = "--medium", paramLabel = "NxSIZE", description = "default: ${DEFAULT-VALUE}")
    private String medium = "256x16MiB";

    @Option(names = "--large", paramLabel = "NxSIZE", description = "default: ${DEFAULT-VALUE}")
    private String large = "1x4GiB";

    @Option(names = "--quick", description = "a tenth of everything, to try things out")
    private boolean quick;

    @Option(names = "--folder", description = "where source and target go (default: ${DEFAULT-VALUE}, memory)")
    private Path folder = Path.of("/dev/shm");

    @Option(names = "--seed", description = "of the files' bytes (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--longest", paramLabel = "SECONDS", description = "one run may take (default: ${DEFAULT-VALUE})")
    private int longest = 900;

    @Option(names = "--jvm", split = " ", paramLabel = "FLAGS", description = "of ours (default: ${DEFAULT-VALUE})")
    private List<String> jvm = Jvm.FLAGS;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RunPeers()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Scenario> scenarios;
        try {
            Map<String, FileSet> sets = sets();
            scenarios = Scenario.all(cases, sets);
            clients(Jvm.likeThisOne(jvm)); // tells an unknown name before anything takes time
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine(), String.valueOf(e.getMessage()), e);
        }
        PrintWriter out = commandLine().getOut();
        try (Workspace workspace = Workspace.create(folder)) {
            Jvm rehearsed = Jvm.likeThisOne(jvm)
                    .rehearsed(workspace.emptyFolder("archive").resolve("classes.jsa"));
            List<Client> clients = clients(rehearsed);
            Path times = Files.createTempDirectory(workspace.emptyFolder("times"), "run");
            var contest = new Contest(
                    workspace,
                    new TimedProcess(times, Duration.ofSeconds(longest)),
                    clients,
                    reps,
                    seed,
                    commandLine().getErr());
            List<Measurement> runs = play(contest, scenarios, clients);
            out.println(Report.of(runs, clients));
            contest.failures().forEach(failure -> out.println("FAILED " + failure));
            out.flush();
            clients.forEach(Client::close);
            return contest.failures().isEmpty() ? CommandLine.ExitCode.OK : SOME_FAILED;
        }
    }

    private List<Measurement> play(Contest contest, List<Scenario> scenarios, List<Client> clients) throws IOException {
        List<Measurement> runs = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            if (json == null) {
                contest.run(scenario, runs::add);
            } else {
                JsonLines lines = new JsonLines(json);
                lines.appendObjections(scenario, clients);
                contest.run(scenario, lines.after(runs::add));
            }
        }
        return runs;
    }

    /** What is measured with, by name. */
    Map<String, FileSet> sets() {
        return Map.of(
                "tiny", FileSet.parse("tiny", quick ? "5000x1KiB" : tiny),
                "mixed", FileSet.parse("mixed", quick ? "2xsession" : mixed),
                "small", FileSet.parse("small", quick ? "2000x16KiB" : small),
                "medium", FileSet.parse("medium", quick ? "26x16MiB" : medium),
                "large", FileSet.parse("large", quick ? "1x400MiB" : large));
    }

    private List<Client> clients(Jvm java) {
        List<Client> all = Client.all(java);
        if (chosen == null) {
            return all.stream().filter(client -> !client.onRequest()).toList();
        }
        Set<String> known = all.stream().map(Client::name).collect(Collectors.toSet());
        if (!known.containsAll(chosen)) {
            throw new IllegalArgumentException("Clients are " + known + ", not " + chosen);
        }
        Set<String> wanted = chosen;
        return all.stream().filter(client -> wanted.contains(client.name())).toList();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set the command up");
        }
        return spec.commandLine();
    }
}
