package org.alyxtransfer.cli.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.result.ClientUsage;
import org.alyxtransfer.cli.result.RunRecorder;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.register.RegisterStep;
import org.alyxtransfer.register.SessionRegistrar;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Registers files that do not exist, in new sessions of one subject: what Alyx does by itself. Its records stay, as Alyx
 * offers no way to remove them that every user may go; so whoever runs it names the project and the subject.
 */
public final class RegistrationRun {
    static final String WAY = "register";

    private static final int HIGHEST_NUMBER = 999;

    private final Connections open;
    private final Waiting waiting;
    private final Registering where;
    private final Runner.Bounds bounds;

    /**
     * Where records may be left.
     *
     * @param sessions that are made, and filled at once: one request of each is under way
     * @param mostFiles in all
     */
    public record Registering(String project, String subject, int sessions, int mostFiles) {
        /** An equal part of the files for each of so many runs. */
        Registering inEachOf(int runs) {
            int files = mostFiles / runs;
            return new Registering(project, subject, Math.min(sessions, files), files);
        }
    }

    RegistrationRun(Connections open, Waiting waiting, Registering where, Runner.Bounds bounds) {
        this.open = open;
        this.waiting = waiting;
        this.where = where;
        this.bounds = bounds;
    }

    MeasuredRun run(Work work) {
        List<SessionPath> sessions = waiting.value(newSessions());
        SessionRegistrar registrar = new Engines(open).registrar();
        Gate gate = new Gate(bounds.time(), where.mostFiles()); // it counts files here, each as one
        AtomicLong next = new AtomicLong();
        AtomicLong requests = new AtomicLong();
        RunRecorder moved = new RunRecorder();
        Instant at = Instant.now();
        ClientUsage.Start start = new ClientUsage.Start();
        Flux<TransferEvent> events = Flux.fromIterable(sessions)
                .flatMap(session -> registered(registrar, session, work, gate, next), sessions.size(), 1)
                .doOnNext(step -> count(step, requests))
                .concatMapIterable(RegistrationRun::told, 1)
                .takeUntilOther(Mono.delay(bounds.longest()));
        waiting.each(events, moved::record);
        ClientUsage usage = start.end();
        double requestsPerFile = (double) requests.get() / Math.max(1, moved.files());
        return new MeasuredRun(WAY, work, Map.of(), at, moved, usage, requestsPerFile);
    }

    private Mono<List<SessionPath>> newSessions() {
        LocalDate today = LocalDate.now();
        return open.alyx()
                .sessions(SessionQuery.any().subject(where.subject()).dates(today, today))
                .map(session -> session.path().number())
                .reduce(0, Math::max)
                .flatMapMany(highest -> Flux.range(highest + 1, where.sessions()))
                .map(number -> session(today, number))
                .concatMap(
                        session -> open.alyx()
                                .createSession(NewSession.of(session).projects(List.of(where.project())))
                                .thenReturn(session),
                        1)
                .collectList();
    }

    private SessionPath session(LocalDate today, int number) {
        if (number > HIGHEST_NUMBER) {
            throw new TransferException(
                    Kind.EXISTS, where.subject(), "has no session numbers left today; nothing was registered");
        }
        return new SessionPath(where.subject(), today, number);
    }

    private Flux<RegisterStep> registered(
            SessionRegistrar registrar, SessionPath session, Work work, Gate gate, AtomicLong next) {
        Flux<VerifiedFile> files = Flux.<ToMove>generate(sink -> {
                    long index = next.getAndIncrement();
                    if (gate.admits(1)) {
                        sink.next(file(session, index, work.size(index)));
                    } else {
                        sink.complete();
                    }
                })
                .map(RegistrationRun::verified);
        return registrar.register(session, Mono.empty(), files);
    }

    private static void count(RegisterStep step, AtomicLong requests) {
        if (step instanceof RegisterStep.Sent) {
            requests.incrementAndGet();
        }
    }

    private static List<TransferEvent> told(RegisterStep step) {
        if (step instanceof RegisterStep.Sent sent) {
            return sent.files().stream()
                    .<TransferEvent>map(file -> new TransferEvent.Started(file.file()))
                    .toList();
        }
        if (step instanceof RegisterStep.Known known) {
            return List.of(new TransferEvent.Finished(known.file().file(), new Outcome.Done()));
        }
        RegisterStep.Refused refused = (RegisterStep.Refused) step;
        return List.of(new TransferEvent.Finished(refused.file().file(), new Outcome.Unregistered(refused.why())));
    }

    /** Of a type that every Alyx knows, each in a collection of its own. */
    private static ToMove file(SessionPath session, long index, long size) {
        FilePath relative = FilePath.of(String.format(Locale.ROOT, "alf/bench_%06d/spikes.times.npy", index));
        return new ToMove(
                session,
                DatasetPath.parse(relative),
                List.of(),
                session.folder().resolve(relative),
                size,
                Instant.EPOCH,
                Optional.of(new Checksum(Checksum.Algorithm.MD5, String.format(Locale.ROOT, "%032x", index))),
                Optional.empty(),
                true,
                OnExisting.FAIL);
    }

    private static VerifiedFile verified(ToMove file) {
        return new VerifiedFile(
                file,
                new StagedFile(file.target(), file.size()),
                file.expected().map(Set::of).orElse(Set.of()));
    }
}
