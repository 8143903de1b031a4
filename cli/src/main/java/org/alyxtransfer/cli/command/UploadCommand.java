package org.alyxtransfer.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.StartUp;
import org.alyxtransfer.cli.transfer.DryRun;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.cli.transfer.JobRun;
import org.alyxtransfer.cli.transfer.TransferRun;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.engine.SourceRemoval;
import org.alyxtransfer.engine.TransferEngine;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.plan.DoneBefore;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.plan.UploadPlanner;
import org.alyxtransfer.plan.UploadSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

/** Uploads sessions' folders to the share and registers their files in Alyx. */
@Command(
        name = "upload",
        description = {
            "Uploads sessions' folders to the share, checks what arrived, and registers the files in Alyx.",
            "What is there already with the same content is skipped, so the same command again goes on where it"
                    + " stopped."
        },
        footer = {"", "Example: alyx-transfer upload /data/rig1 --create-sessions --project main"})
public final class UploadCommand implements Action {
    private final Invocation invocation;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Sessions' folders (<subject>/<YYYY-MM-DD>/<NNN>), or folders that hold some at any depth.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--create-sessions", description = "Create the sessions that Alyx lacks.")
    private boolean createSessions;

    @Option(names = "--project", description = "The project of sessions that are created. May be repeated.")
    private List<String> projects = new ArrayList<>();

    @Option(names = "--no-register", description = "Only store the files, under their plain names; don't ask Alyx.")
    private boolean noRegister;

    @Option(names = "--repository", paramLabel = "NAME", description = "The share's name in Alyx.")
    private @Nullable String repository;

    @Option(names = "--naming", paramLabel = "FORM", description = "uuid or plain; see storage.naming.")
    private @Nullable String naming;

    @Option(
            names = "--delete-source",
            description = {
                "Remove each file here once it is published, registered, and read back over another connection;",
                "those of earlier runs as well. What changed meanwhile or reads back otherwise is kept; so are folders."
            })
    private boolean deleteSource;

    @Mixin
    private final TransferOptionsMixin transfer = new TransferOptionsMixin();

    public UploadCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (deleteSource && noRegister) {
            throw new TransferException(
                    Kind.INVALID, "upload", "--delete-source removes what is registered; not with --no-register");
        }
        List<Path> roots =
                folders.stream().map(invocation.surroundings()::resolve).toList();
        roots.forEach(UploadCommand::requireFolder);
        Map<Setting<?>, @Nullable String> flags = new HashMap<>(transfer.overrides());
        flags.put(Keys.REPOSITORY, repository);
        flags.put(Keys.NAMING, naming);
        Settings settings = invocation.settings(flags);
        try (Connections open = new Connections(settings)) {
            if (invocation.options().dryRun()) {
                return DryRun.ofMoving(invocation, plan(open, new Engines(open), roots))
                        .tell();
            }
            return new JobRun(invocation)
                    .of(
                            job(settings, roots),
                            transfer.job(),
                            journal -> upload(open, new Engines(open, journal), roots));
        }
    }

    private ExitCode upload(Connections open, Engines engines, List<Path> roots) {
        TransferPlan plan = plan(open, engines, roots);
        TransferEngine engine = noRegister ? engines.movingOnly() : engines.registering();
        Flux<TransferEvent> events = plan.destination()
                .limits()
                .doOnSuccess(known -> invocation.startUp().reached(StartUp.Stage.SHARE))
                .thenMany(engines.run(engine, plan));
        return new TransferRun(invocation, plan, "Uploaded", open::retries)
                .tell(deleteSource ? new SourceRemoval(plan.destination(), open.cpu()).after(events) : events);
    }

    private JobDescription job(Settings settings, List<Path> roots) {
        SortedMap<String, String> identity = new TreeMap<>(transfer.identity(invocation.surroundings()));
        identity.put(
                "folders",
                roots.stream().map(Path::toString).sorted().distinct().collect(Collectors.joining("\n")));
        identity.put("storage.url", settings.get(Keys.STORAGE_URL).toString());
        identity.put("storage.naming", settings.get(Keys.NAMING));
        if (!noRegister) {
            identity.put("alyx.url", settings.get(Keys.ALYX_URL).toString());
            identity.put("alyx.repository", settings.get(Keys.REPOSITORY));
        }
        return new JobDescription(
                "upload",
                identity,
                invocation.arguments(),
                invocation.surroundings().folder().toString());
    }

    private TransferPlan plan(Connections open, Engines engines, List<Path> roots) {
        return planner(open, engines)
                .plan(roots.stream().map(root -> UploadRoots.of(open, root)).toList());
    }

    private UploadPlanner planner(Connections open, Engines engines) {
        Settings settings = open.settings();
        UploadSettings upload = new UploadSettings(
                noRegister ? "" : settings.get(Keys.REPOSITORY),
                engines.naming(),
                engines.onConflict(),
                transfer.filter(invocation.surroundings()),
                createSessions ? Optional.of(newSession(settings)) : Optional.empty(),
                invocation.options().dryRun(),
                LocalDate.now());
        return new UploadPlanner(
                open.limitedStorage(),
                noRegister ? Optional.empty() : Optional.of(engines.alyx()),
                upload,
                engines.digest(),
                // what an earlier run did is compared again before its original is removed
                deleteSource ? DoneBefore.NOTHING : engines.doneBefore());
    }

    private Function<SessionPath, NewSession> newSession(Settings settings) {
        Optional<String> lab = settings.find(Keys.LAB);
        return path -> {
            NewSession session = NewSession.of(path).projects(projects);
            return lab.map(session::lab).orElse(session);
        };
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new TransferException(
                    Kind.INVALID,
                    folder.toString(),
                    Files.exists(folder)
                            ? "is no folder; name its session's folder, and --include for single files"
                            : "there is no such folder; nothing was sent");
        }
    }
}
