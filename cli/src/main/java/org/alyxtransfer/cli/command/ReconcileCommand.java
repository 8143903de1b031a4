package org.alyxtransfer.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.cli.transfer.ReconcileReport;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.reconcile.ReconcileEvent;
import org.alyxtransfer.reconcile.ReconcileSettings;
import org.alyxtransfer.reconcile.Reconciliation;
import org.alyxtransfer.storage.FileSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

/** Compares disk, share and Alyx, and finishes what a lost client left. */
@Command(
        name = "reconcile",
        description = {
            "Compares this computer's disk, the share and Alyx, file by file, and tells what is missing, different,",
            "unregistered, staged (not under its final name yet) or orphaned (nothing refers to it).",
            "",
            "With DIR alone: the sessions whose folders lie there, as on a rig. With a query: the sessions that Alyx finds,",
            "share against Alyx; with DIR as well, DIR should hold all their datasets, as after a download.",
            "",
            "Ends with 0 when all agree; else with 4 where contents differ, 3 where files are missing or orphaned, 8 where",
            "they are unregistered or staged (the first that applies)."
        },
        footer = {"", "Example: alyx-transfer reconcile /data/rig1 --repair"})
public final class ReconcileCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "DIR", arity = "0..*", description = "Folders on this computer.")
    private List<Path> folders = new ArrayList<>();

    @Mixin
    private final SessionFilterOptions filter = new SessionFilterOptions();

    @Mixin
    private final DatasetNameOptions names = new DatasetNameOptions();

    @Option(names = "--all", description = "All sessions that there are; needed when nothing else says which.")
    private boolean all;

    @Option(names = "--digest", description = "Read all files, and compare their contents, not just their sizes.")
    private boolean digest;

    @Option(
            names = "--repair",
            description = {
                "Finish what a lost client left: read what is unregistered or staged, register it, give it its final name.",
                "Nothing that is there is written over."
            })
    private boolean repair;

    @Option(
            names = "--remove-staged",
            description = {
                "With --repair: remove staged files whose published file was read and is right, and those of which neither",
                "Alyx nor DIR knows anything; the latter may be all that there is of an upload that was never finished."
            })
    private boolean removeStaged;

    @Option(names = "--repository", paramLabel = "NAME", description = "The share's name in Alyx.")
    private @Nullable String repository;

    public ReconcileCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        boolean isQuery = all || !filter.isEmpty();
        check(isQuery);
        Map<Setting<?>, @Nullable String> flags = new HashMap<>();
        flags.put(Keys.REPOSITORY, repository);
        Settings settings = invocation.settings(flags);
        ReconcileReport report =
                new ReconcileReport(invocation.output(), invocation.options().verbosity() > 0);
        try (Connections open = new Connections(settings)) {
            invocation.waiting().value(open.alyx().repository(settings.get(Keys.REPOSITORY)));
            invocation.waiting().each(events(open, isQuery), report::tell);
        }
        return report.end(invocation.interruption().isAsked(), digest ? "contents read" : "by size");
    }

    private void check(boolean isQuery) {
        if (!isQuery && folders.isEmpty()) {
            throw invalid("say which sessions: a folder, --subject, --from, --session …, or --all");
        }
        if (isQuery && folders.size() > 1) {
            throw invalid("with a query, name one folder at most: the one that it was downloaded into");
        }
        if (removeStaged && !repair) {
            throw invalid("--remove-staged is a part of --repair; name both");
        }
        folders.stream()
                .map(invocation.surroundings()::resolve)
                .filter(folder -> !Files.isDirectory(folder))
                .findFirst()
                .ifPresent(folder -> {
                    throw new TransferException(Kind.INVALID, folder.toString(), "there is no such folder");
                });
    }

    private static TransferException invalid(String why) {
        return new TransferException(Kind.INVALID, "reconcile", why);
    }

    private Flux<ReconcileEvent> events(Connections open, boolean isQuery) {
        Engines engines = new Engines(open);
        ReconcileSettings wanted = new ReconcileSettings(
                open.settings().get(Keys.REPOSITORY),
                engines.naming(),
                engines.algorithm(),
                names.filter(),
                digest,
                repair && !invocation.options().dryRun(),
                removeStaged);
        Reconciliation reconciliation =
                new Reconciliation(open.alyx(), open.limitedStorage(), engines.digest(), engines.registrar(), wanted);
        if (isQuery) {
            Optional<FileSource> downloads = folders.stream()
                    .<FileSource>map(
                            folder -> open.folder(invocation.surroundings().resolve(folder)))
                    .findFirst();
            return reconciliation.ofSessions(filter.find(open.alyx()), downloads);
        }
        return reconciliation.ofFolders(folders.stream()
                .map(folder -> UploadRoots.of(open, invocation.surroundings().resolve(folder)))
                .toList());
    }
}
