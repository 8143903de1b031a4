package org.alyxtransfer.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.SessionFinder;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.transfer.DryRun;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.cli.transfer.InPlaceRegistration;
import org.alyxtransfer.cli.transfer.JobRun;
import org.alyxtransfer.cli.transfer.TransferRun;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;

/** Registers files that are on the share already. */
@Command(
        name = "register",
        description = {
            "Registers in Alyx the files of sessions that are on the share already: reads each for its digest, registers",
            "it, and (storage.naming: uuid) puts the dataset's id into its name."
        })
public final class RegisterCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "SESSION", arity = "1..*", description = "Sessions: ids, or subject/date/number.")
    private List<String> sessions = new ArrayList<>();

    @Option(names = "--repository", paramLabel = "NAME", description = "The share's name in Alyx.")
    private @Nullable String repository;

    @Mixin
    private final TransferOptionsMixin transfer = new TransferOptionsMixin();

    public RegisterCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Map<Setting<?>, @Nullable String> flags = new HashMap<>(transfer.overrides());
        flags.put(Keys.REPOSITORY, repository);
        Settings settings = invocation.settings(flags);
        try (Connections open = new Connections(settings)) {
            invocation.waiting().value(open.alyx().repository(settings.get(Keys.REPOSITORY)));
            Flux<SessionSummary> found = Flux.fromIterable(sessions).concatMap(new SessionFinder(open.alyx())::find, 1);
            if (invocation.options().dryRun()) {
                Engines engines = new Engines(open);
                return DryRun.ofRegistering(
                                invocation, plan(open, engines, found.map(registration(open, engines)::plan)))
                        .tell();
            }
            return new JobRun(invocation)
                    .of(
                            job(settings),
                            transfer.job(),
                            journal -> register(open, new Engines(open, journal), found, settings));
        }
    }

    private ExitCode register(Connections open, Engines engines, Flux<SessionSummary> found, Settings settings) {
        Flux<TransferEvent> events = found.flatMap(
                registration(open, engines)::register, (int) (long) settings.get(Keys.SESSIONS_MOVING), 1);
        return new TransferRun(invocation, plan(open, engines, Flux.empty()), "Registered", open::retries).tell(events);
    }

    private InPlaceRegistration registration(Connections open, Engines engines) {
        return new InPlaceRegistration(open, engines, transfer.filter(invocation.surroundings()));
    }

    private static TransferPlan plan(Connections open, Engines engines, Flux<PlanItem> items) {
        return new TransferPlan(Direction.UPLOAD, engines.naming(), true, open.storage(), items);
    }

    private JobDescription job(Settings settings) {
        SortedMap<String, String> identity = new TreeMap<>(transfer.identity(invocation.surroundings()));
        identity.put("sessions", sessions.stream().sorted().distinct().collect(Collectors.joining("\n")));
        identity.put("storage.url", settings.get(Keys.STORAGE_URL).toString());
        identity.put("storage.naming", settings.get(Keys.NAMING));
        identity.put("alyx.url", settings.get(Keys.ALYX_URL).toString());
        identity.put("alyx.repository", settings.get(Keys.REPOSITORY));
        return new JobDescription(
                "register",
                identity,
                invocation.arguments(),
                invocation.surroundings().folder().toString());
    }
}
