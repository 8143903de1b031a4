package org.alyxtransfer.register;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.plan.Permits;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Registers verified files in Alyx, in batches of one session, one request per session in flight.
 *
 * <p>While one batch is on its way the next one gathers. Files are taken as fast as they come; how many may wait is the
 * caller's to limit. Ends when all files are answered for.
 */
@CheckReturnValue
public final class Registrar implements SessionRegistrar {
    private static final Duration GATHER = Duration.ofMillis(50); // else the first batch of each session is one file

    private final BatchSender sender;
    private final BatchSize size;
    private final Permits requests;

    public Registrar(AlyxClient alyx, Journal journal, RegistrarSettings settings) {
        this.size = new BatchSize();
        this.sender = new BatchSender(alyx, journal, settings, size);
        this.requests = new Permits(settings.requestsInFlight());
    }

    @Override
    public Flux<RegisterStep> register(SessionPath session, Mono<Void> held, Flux<VerifiedFile> files) {
        Claim claim = new Claim(session, held);
        return Flux.defer(() -> {
            Queue<VerifiedFile> backlog = new ConcurrentLinkedQueue<>();
            return files.doOnNext(backlog::add)
                    .map(file -> Boolean.TRUE)
                    .onBackpressureLatest() // one wake-up stands for all files that came meanwhile
                    .concatMap(wake -> drain(claim, backlog), 1);
        });
    }

    private Flux<RegisterStep> drain(Claim claim, Queue<VerifiedFile> backlog) {
        return Mono.delay(GATHER)
                .thenMany(Flux.defer(() -> requests.during(() -> sender.send(claim, take(backlog)))))
                .repeat(() -> !backlog.isEmpty());
    }

    private List<VerifiedFile> take(Queue<VerifiedFile> backlog) {
        List<VerifiedFile> batch = new ArrayList<>();
        int most = size.now();
        for (VerifiedFile next = backlog.poll(); next != null; next = batch.size() < most ? backlog.poll() : null) {
            batch.add(next);
        }
        return batch;
    }
}
