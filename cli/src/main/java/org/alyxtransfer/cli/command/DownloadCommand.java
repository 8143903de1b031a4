package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.transfer.Downloads;
import org.alyxtransfer.cli.transfer.DryRun;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.cli.transfer.JobRun;
import org.alyxtransfer.cli.transfer.TransferRun;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.TransferPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Downloads datasets of sessions from the file server, or from the share where there is no URL. */
@Command(
        name = "download",
        description = {
            "Downloads datasets, in parallel ranges, checked against the size and digest that Alyx knows.",
            "They are laid out as ONE does: DIR/<lab>/Subjects/<subject>/<date>/<NNN>/<collection>/<name>."
        },
        footer = {
            "",
            "Example: alyx-transfer download --subject COGP-003 --from 2022-01-01 --to 2022-01-31"
                    + " --dataset '*trials.table*' --into DIR"
        })
public final class DownloadCommand implements Action {
    private final Invocation invocation;

    @Mixin
    private final SessionFilterOptions filter = new SessionFilterOptions();

    @Mixin
    private final DatasetNameOptions names = new DatasetNameOptions();

    @Option(names = "--all-revisions", description = "Also revisions that are not the ones to use.")
    private boolean allRevisions;

    @Option(names = "--require-digest", description = "Fail datasets that Alyx has no usable digest of.")
    private boolean requireDigest;

    @Option(names = "--all", description = "All sessions that there are; needed when nothing else says which.")
    private boolean all;

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "Where to; is made if need be.")
    private @Nullable Path into;

    @Mixin
    private final TransferOptionsMixin transfer = new TransferOptionsMixin();

    public DownloadCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        if (into == null) {
            throw new IllegalStateException("picocli let a required option pass");
        }
        if (filter.isEmpty() && !all) {
            throw new TransferException(
                    Kind.INVALID, "download", "say which sessions (--subject, --from, --session …), or --all");
        }
        Map<Setting<?>, @Nullable String> flags = new HashMap<>(transfer.overrides());
        flags.put(Keys.REQUIRE_DIGEST, requireDigest ? "true" : null);
        Settings settings = invocation.settings(flags);
        Path target = target(invocation.surroundings().resolve(into));
        try (Connections open = new Connections(settings)) {
            if (invocation.options().dryRun()) {
                return DryRun.ofMoving(invocation, plan(open, new Engines(open), target))
                        .tell();
            }
            return new JobRun(invocation)
                    .of(
                            job(settings, target),
                            transfer.job(),
                            journal -> download(open, new Engines(open, journal), target));
        }
    }

    private ExitCode download(Connections open, Engines engines, Path target) {
        TransferPlan plan = plan(open, engines, target);
        return new TransferRun(invocation, plan, "Downloaded", open::retries)
                .tell(engines.run(engines.movingOnly(), plan));
    }

    private JobDescription job(Settings settings, Path target) {
        SortedMap<String, String> identity = new TreeMap<>(transfer.identity(invocation.surroundings()));
        identity.putAll(filter.identity());
        identity.put("into", target.toString());
        identity.put("datasets", String.join("\n", names.globs()));
        identity.put("all-revisions", Boolean.toString(allRevisions));
        identity.put("alyx.url", settings.get(Keys.ALYX_URL).toString());
        return new JobDescription(
                "download",
                identity,
                invocation.arguments(),
                invocation.surroundings().folder().toString());
    }

    private TransferPlan plan(Connections open, Engines engines, Path target) {
        DownloadSettings download = new DownloadSettings(
                names.globs(),
                transfer.filter(invocation.surroundings()),
                allRevisions,
                engines.onConflict(),
                open.settings().get(Keys.REQUIRE_DIGEST));
        return invocation
                .waiting()
                .value(new Downloads(open, engines).plan(filter.find(open.alyx()), download, target));
    }

    /** A dry run makes no folder; in one that is not there, nothing is. */
    private Path target(Path folder) {
        try {
            return invocation.options().dryRun() ? folder : Files.createDirectories(folder);
        } catch (IOException e) {
            throw new TransferException(Kind.DENIED, folder.toString(), "cannot be made: " + e, e);
        }
    }
}
