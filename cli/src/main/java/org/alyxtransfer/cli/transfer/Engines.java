package org.alyxtransfer.cli.transfer;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.engine.JournaledCreations;
import org.alyxtransfer.engine.JournaledFiles;
import org.alyxtransfer.engine.Pace;
import org.alyxtransfer.engine.StorageDigest;
import org.alyxtransfer.engine.TransferEngine;
import org.alyxtransfer.engine.TransferOptions;
import org.alyxtransfer.engine.Tuning;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.ContentDigest;
import org.alyxtransfer.plan.DoneBefore;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.Registrar;
import org.alyxtransfer.register.RegistrarSettings;
import reactor.core.publisher.Flux;

/** Puts engines together as the settings say. */
public final class Engines {
    private final Connections connections;
    private final Settings settings;
    private final Journal journal;

    /** Engines that remember nothing beyond this process. */
    public Engines(Connections connections) {
        this(connections, new MemoryJournal());
    }

    public Engines(Connections connections, Journal journal) {
        this.connections = connections;
        this.journal = journal;
        this.settings = connections.settings();
    }

    /** Where this job's steps are noted. */
    Journal journal() {
        return journal;
    }

    public TransferEngine registering() {
        return engine(Optional.of(registrar()));
    }

    public TransferEngine movingOnly() {
        return engine(Optional.empty());
    }

    /** Moves what is planned, as the settings say. */
    public Flux<TransferEvent> run(TransferEngine engine, TransferPlan plan) {
        return RunMeters.counting(plan.direction(), engine.run(plan, options()));
    }

    public Registrar registrar() {
        RegistrarSettings usual = RegistrarSettings.of(
                settings.get(Keys.REPOSITORY), settings.find(Keys.LAB).orElse(null));
        RegistrarSettings chosen = new RegistrarSettings(
                usual.repository(),
                usual.lab(),
                Math.toIntExact(settings.get(Keys.REQUESTS_IN_FLIGHT)),
                serverTimeout(),
                usual.firstPause(),
                usual.attempts());
        return new Registrar(connections.alyx(), journal, chosen);
    }

    /** Alyx, noting in the journal which sessions are asked for. */
    public AlyxClient alyx() {
        return connections.alyx().remembering(new JournaledCreations(journal), serverTimeout());
    }

    private Duration serverTimeout() {
        return Duration.ofSeconds(settings.get(Keys.SERVER_TIMEOUT));
    }

    /** What an earlier run of the same job has finished. */
    public DoneBefore doneBefore() {
        return new JournaledFiles(journal);
    }

    public ContentDigest digest() {
        return new StorageDigest(connections.memory(), connections.cpu());
    }

    public TransferOptions options() {
        OptionalInt fixed = settings.get(Keys.FILES_IN_FLIGHT).fixed();
        int files = fixed.orElse(Pace.DEFAULT.files());
        int sessions = Math.toIntExact(settings.get(Keys.SESSIONS_MOVING));
        int unregistered = Math.toIntExact(Math.max(files, settings.get(Keys.UNREGISTERED)));
        Pace pace = new Pace(files, sessions, unregistered, Math.max(sessions, Pace.DEFAULT.openSessions()));
        TransferOptions options = new TransferOptions(pace, Set.of(algorithm()), settings.get(Keys.VERIFY))
                .withMarkBytes(settings.get(Keys.MARK));
        return fixed.isPresent() ? options : options.withTuning(Tuning.hearing(connections::retries));
    }

    public Algorithm algorithm() {
        return Algorithm.valueOf(settings.get(Keys.CHECKSUM).toUpperCase(Locale.ROOT));
    }

    public Naming naming() {
        return Naming.valueOf(settings.get(Keys.NAMING).toUpperCase(Locale.ROOT));
    }

    public OnConflict onConflict() {
        return OnConflict.valueOf(settings.get(Keys.ON_CONFLICT).toUpperCase(Locale.ROOT));
    }

    private TransferEngine engine(Optional<Registrar> registrar) {
        return new TransferEngine(
                new FileCopy(connections.memory(), connections.cpu()), journal, registrar.map(any -> any));
    }
}
