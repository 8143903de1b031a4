package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alyxtransfer.cli.bench.Bench;
import org.alyxtransfer.cli.bench.BenchOrder;
import org.alyxtransfer.cli.bench.BenchSandbox;
import org.alyxtransfer.cli.bench.Mode;
import org.alyxtransfer.cli.bench.RegistrationRun.Registering;
import org.alyxtransfer.cli.bench.Sweep;
import org.alyxtransfer.cli.bench.Work;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.ProfileEditor;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the user's own servers, says what limits them, and recommends settings. */
@Command(
        name = "bench",
        description = {
            "Measures how fast files go to and from the profile's own servers (or a sandbox), says what limits that, and with"
                    + " --sweep which settings are faster.",
            "Uses made-up files in a folder of its own on the share, and removes them afterwards, after Ctrl-C as well."
        },
        footer = {
            "",
            "Examples: alyx-transfer bench --sandbox --seconds 5",
            "          alyx-transfer bench --profile-of /data/rig1/COGP-003/2022-01-11/001 --disk /data/bench --sweep all"
        })
public final class BenchCommand implements Action {
    /** The commit of this program, where the launcher runs from a clone. */
    private static final String COMMIT = "alyxtransfer.commit";

    private static final int SANDBOX_REGISTRATIONS = 400;

    private final Invocation invocation;

    @Option(
            names = "--sandbox",
            description = "Measure a sandbox of its own on this computer, not the profile's servers.")
    private boolean sandbox;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "MODE",
            description =
                    "upload, download, mixed (both at once), register (Alyx alone, with the first set of files); several with"
                            + " commas (default: upload,download).")
    private List<String> modes = List.of("upload", "download");

    @Option(
            names = "--files",
            split = ",",
            paramLabel = "NxSIZE",
            description = "Files to measure with, each set by itself (default: 64x16MiB,2000x16KiB).")
    private @Nullable List<String> files;

    @Option(
            names = "--profile-of",
            paramLabel = "FOLDER",
            description =
                    "Measure with files of the sizes that are in this folder; with --disk the folder itself is read, too.")
    private @Nullable Path profileOf;

    @Option(
            names = "--disk",
            paramLabel = "FOLDER",
            description = "Measure also from and to this folder, which must be empty or not there. Else no disk of this"
                    + " computer takes part.")
    private @Nullable Path disk;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Files begin for so long in each measurement (default: 10).")
    private int seconds = 10;

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            description =
                    "The most bytes in each measurement, e.g. 500M (default: 4G), and never more than half of what is"
                            + " free. Files that are larger are refused.")
    private String bytes = "4G";

    @Option(
            names = "--total-seconds",
            paramLabel = "N",
            description = "No further round and no trial of a sweep begins after that (default: 900).")
    private int totalSeconds = 900;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Repeat each measurement; the verdict is of the median round (default: 1).")
    private int rounds = 1;

    @Option(
            names = "--sweep",
            split = ",",
            paramLabel = "WHAT",
            description = "Vary settings, one at a time: files, connections, chunk, ranges, protection, or all.")
    private List<String> sweeps = new ArrayList<>();

    @Option(names = "--apply", description = "Write the settings that a sweep recommends into the profile.")
    private boolean apply;

    @Option(
            names = "--at",
            paramLabel = "FOLDER",
            description =
                    "The folder on the share, below storage.url; must be empty or not there (default: ${DEFAULT-VALUE}).")
    private String at = "bench-of-alyx-transfer";

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Append a JSON line for each measurement, for 'bench report'. The same as --json FILE: behind"
                    + " 'bench', --json takes a file; without one it prints JSON, as everywhere.")
    private @Nullable Path results;

    @Option(
            names = "--register-project",
            paramLabel = "NAME",
            description =
                    "Allows mode register in the profile's own Alyx: its sessions and datasets are made in this project"
                            + " and STAY there, Alyx has no way for users to remove them.")
    private @Nullable String project;

    @Option(names = "--register-subject", paramLabel = "NAME", description = "The subject of those sessions.")
    private @Nullable String subject;

    @Option(
            names = "--register-files",
            paramLabel = "N",
            description = "The most datasets that are registered, in all rounds together (default: 400).")
    private int registerFiles = SANDBOX_REGISTRATIONS;

    public BenchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException, InterruptedException {
        if (apply && (sandbox || sweeps.isEmpty())) {
            throw wrong("--apply", "needs --sweep, and settings for a sandbox are of no use elsewhere");
        }
        if (!sandbox) {
            Settings settings = invocation.settings();
            Map<String, String> advice = bench(settings, order(settings, project, subject), false);
            applyOrTell(advice);
            return ExitCode.DONE;
        }
        try (BenchSandbox own = BenchSandbox.start()) {
            if (!own.access().notice().isEmpty()) {
                invocation.output().remark("NOTE: " + own.access().notice());
            }
            Settings settings = own.settings(invocation.options().overrides());
            bench(settings, order(settings, own.access().project(), "COGP-003"), true);
        }
        return ExitCode.DONE;
    }

    private Map<String, String> bench(Settings settings, BenchOrder order, boolean here) throws IOException {
        if (invocation.options().dryRun()) {
            invocation
                    .output()
                    .say("Would measure " + order.modes().size() + " modes with "
                            + order.works().size() + " sets of files in '" + order.at() + "' below "
                            + settings.get(Keys.STORAGE_URL) + ".");
            return Map.of();
        }
        return new Bench(
                        invocation,
                        settings,
                        order,
                        Optional.ofNullable(results)
                                .map(file ->
                                        new ResultFile(invocation.surroundings().resolve(file))),
                        here,
                        System.getProperty(COMMIT))
                .run();
    }

    private void applyOrTell(Map<String, String> advice) throws IOException {
        if (advice.isEmpty()) {
            return;
        }
        Path profile = invocation.profile().file();
        if (!apply) {
            invocation
                    .output()
                    .say("The same command with --apply measures again and writes them into " + profile + ".");
            return;
        }
        if (!Files.exists(profile)) {
            throw new TransferException(
                    Kind.INVALID,
                    profile.toString(),
                    "there is no such profile to write to; run 'alyx-transfer setup'");
        }
        ProfileEditor.set(profile, advice);
        invocation.output().say("Written into " + profile + ".");
    }

    private BenchOrder order(Settings settings, @Nullable String inProject, @Nullable String ofSubject) {
        List<Mode> wanted = modes.stream().map(BenchCommand::mode).distinct().toList();
        Optional<Path> profile = Optional.ofNullable(profileOf)
                .map(folder -> invocation.surroundings().resolve(folder));
        return new BenchOrder(
                wanted,
                works(profile),
                profile,
                Optional.ofNullable(disk)
                        .map(folder -> invocation.surroundings().resolve(folder)),
                FilePath.of(at),
                Duration.ofSeconds(positive("--seconds", seconds)),
                TransferOptionsMixin.bytes("--bytes", bytes),
                Duration.ofSeconds(positive("--total-seconds", totalSeconds)),
                positive("--rounds", rounds),
                sweeps(),
                wanted.contains(Mode.REGISTER)
                        ? Optional.of(registering(settings, inProject, ofSubject))
                        : Optional.empty());
    }

    private Registering registering(Settings settings, @Nullable String inProject, @Nullable String ofSubject) {
        if (inProject == null || ofSubject == null) {
            throw wrong(
                    "--mode register",
                    "leaves sessions and datasets in Alyx that users can't remove. Try it with --sandbox; or name a project"
                            + " and a subject that may keep them: --register-project and --register-subject");
        }
        int sessions = Math.toIntExact(settings.get(Keys.REQUESTS_IN_FLIGHT));
        return new Registering(inProject, ofSubject, sessions, positive("--register-files", registerFiles));
    }

    private List<Work> works(Optional<Path> profile) {
        List<String> sets = files != null ? files : profile.isPresent() ? List.of() : List.of("64x16MiB", "2000x16KiB");
        return Stream.concat(profile.stream().map(Work::ofFolder), sets.stream().map(BenchCommand::work))
                .toList();
    }

    private Set<String> sweeps() {
        try {
            return Sweep.parse(sweeps);
        } catch (IllegalArgumentException e) {
            throw wrong("--sweep", String.valueOf(e.getMessage()));
        }
    }

    private static Work work(String text) {
        try {
            return Work.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--files " + text, String.valueOf(e.getMessage()));
        }
    }

    private static Mode mode(String text) {
        try {
            return Mode.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong("--mode " + text, "expected upload, download, mixed or register");
        }
    }

    private static int positive(String option, int number) {
        if (number < 1) {
            throw wrong(option, "expected a number from 1 on");
        }
        return number;
    }

    private static TransferException wrong(String where, String why) {
        return new TransferException(Kind.INVALID, where, why);
    }
}
