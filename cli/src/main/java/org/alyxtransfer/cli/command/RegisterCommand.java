package org.alyxtransfer.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.SessionFinder;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.cli.transfer.InPlaceRegistration;
import org.alyxtransfer.cli.transfer.TransferRun;
import org.alyxtransfer.plan.Direction;
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
            Engines engines = new Engines(open);
            invocation.waiting().value(open.alyx().repository(settings.get(Keys.REPOSITORY)));
            SessionFinder finder = new SessionFinder(open.alyx());
            InPlaceRegistration registration =
                    new InPlaceRegistration(open, engines, transfer.filter(invocation.surroundings()));
            Flux<TransferEvent> events = Flux.fromIterable(sessions)
                    .concatMap(finder::find, 1)
                    .flatMap(registration::register, (int) (long) settings.get(Keys.SESSIONS_MOVING), 1);
            TransferPlan plan =
                    new TransferPlan(Direction.UPLOAD, engines.naming(), true, open.storage(), Flux.empty());
            return new TransferRun(invocation, plan, "Registered", open::retries).tell(events);
        }
    }
}
