package org.alyxtransfer.automation.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.ProcessLock;
import org.alyxtransfer.storage.FileSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The service: looks at the sources again and again, and works off what they showed. One process has a state at a time.
 */
public final class Watcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration BETWEEN_HINTS = Duration.ofSeconds(5);
    private static final Duration UNTIL_REMEMBERED = Duration.ofSeconds(30);
    private static final int OPEN = 32; // work that is looked at, waits for a place or is under way at once

    private final WatchSettings settings;
    private final Surroundings with;
    private final WatchDatabase database;
    private final ProcessLock lock;
    private final WatchState state;
    private final Tidying tidying;
    private final Worker worker;
    private final Health health;
    private final Map<String, Rule> rules;
    private final List<Source> sources = new ArrayList<>();
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> forgetful = new AtomicReference<>(""); // why nothing is remembered now
    private final Set<Source> pending = ConcurrentHashMap.newKeySet();

    private Watcher(
            WatchSettings settings,
            Surroundings with,
            Supplier<? extends FileSource> share,
            List<Rule> rules,
            ProcessLock lock) {
        this.settings = settings;
        this.with = with;
        this.lock = lock;
        this.database = WatchDatabase.open(settings.folder().resolve("watch.sqlite"));
        this.state = new WatchState(database);
        this.tidying = new Tidying(with.runs());
        this.worker = new Worker(with, state, tidying, settings.runsAtOnce());
        this.rules = rules.stream().collect(Collectors.toMap(Rule::name, Function.identity()));
        addSources(share, rules);
        this.health = new Health(sources, settings.poll(), with.time());
    }

    /** Opens what was remembered; fails with {@code BUSY} while another process watches there. Blocks. */
    public static Watcher open(
            WatchSettings settings, Surroundings with, Supplier<? extends FileSource> share, List<Rule> rules) {
        ProcessLock lock = lock(settings.folder());
        try {
            return new Watcher(settings, with, share, rules, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Watches until cancelled; says so and goes on later where something cannot be remembered for now. */
    public Mono<Void> watch() {
        Flux<Void> tidying = every(Duration.ofHours(1)).concatMap(tick -> tidy(), 1);
        return Flux.merge(looking(), working(this::later), tidying).then();
    }

    /** Looks until all is sure and what can be done is done; then fails where a source, or a part of it, could not be looked at. */
    public Mono<Void> once() {
        pending.addAll(sources);
        Mono<Void> idle = every(TICK)
                .concatMap(tick -> isIdle(), 1)
                .filter(isIdle -> isIdle)
                .next()
                .then();
        return Flux.merge(looking(), working(Mono::error))
                .takeUntilOther(idle)
                .then(tidy())
                .then(Mono.defer(() -> health.failure().map(Mono::<Void>error).orElse(Mono.empty())));
    }

    /** What there is to tell about how it goes. */
    public Mono<HealthReport> health() {
        return state.counts(rules.keySet()).map(counts -> health.report(counts, inHand.size()));
    }

    /** Blocks until what was begun to be noted is noted; commands under way are to be ended before. */
    @Override
    public void close() {
        try {
            database.close();
        } finally {
            lock.close();
        }
    }

    private void addSources(Supplier<? extends FileSource> share, List<Rule> all) {
        if (all.stream().anyMatch(rule -> rule.trigger() instanceof Trigger.OnAlyx)) {
            sources.add(new AlyxSource(with.alyx(), state, new AlyxMemory(database), all, with.time()));
        }
        for (Rule rule : all) {
            if (rule.trigger() instanceof Trigger.OnShare) {
                sources.add(new ShareSource(rule, share.get(), state, settings.poll(), with.time()));
            } else if (rule.trigger() instanceof Trigger.OnFolder) {
                sources.add(new FolderSource(rule, state, with.disk(), with.time()));
            }
        }
    }

    /** Each source at its own pace: one that is slow or away keeps no other from being looked at. */
    private Flux<Look> looking() {
        return Flux.fromIterable(sources).flatMap(this::lookingAt, sources.size() + 1, 1);
    }

    private Flux<Look> lookingAt(Source source) {
        Flux<?> hints = source.hints()
                .sample(Flux.interval(BETWEEN_HINTS, with.time()))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, settings.poll().multipliedBy(10))
                        .scheduler(with.time())
                        .filter(failure -> !isUnsupported(failure)))
                .onErrorComplete();
        return Flux.merge(every(settings.poll()), hints).onBackpressureLatest().concatMap(any -> look(source), 1);
    }

    private static boolean isUnsupported(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.UNSUPPORTED;
    }

    private Mono<Look> look(Source source) {
        return source.look()
                .doOnNext(look -> {
                    health.looked(source, look.leftOut());
                    if (look.isUnsure()) {
                        pending.add(source);
                    } else {
                        pending.remove(source);
                    }
                })
                .onErrorResume(failure -> {
                    TransferException why = TransferException.from(failure, source.name());
                    if (health.failed(source, why)) {
                        LOG.warn("{} could not be looked at: {}; looks again", source.name(), why.getMessage());
                    }
                    pending.remove(source);
                    return Mono.just(Look.whole(false));
                });
    }

    /** The work stays as it was where it cannot be noted; whoever waits before going on keeps it from being repeated at once. */
    private Flux<Void> working(Function<Throwable, Mono<Void>> whenNothingIsRemembered) {
        return every(TICK)
                .concatMap(tick -> due(whenNothingIsRemembered), 1)
                .filter(work -> inHand.size() < OPEN && inHand.add(work.key()))
                .flatMap(work -> process(work, whenNothingIsRemembered), OPEN, 1);
    }

    private Flux<Work> due(Function<Throwable, Mono<Void>> otherwise) {
        return state.due(rules.keySet(), now(), OPEN)
                .onErrorResume(failure -> otherwise.apply(failure).thenMany(Flux.empty()));
    }

    private Mono<Void> process(Work work, Function<Throwable, Mono<Void>> otherwise) {
        Rule rule = rules.get(work.rule());
        return rule == null
                ? Mono.empty()
                : worker.process(rule, work)
                        .doOnSuccess(done -> forgetful.set(""))
                        .onErrorResume(otherwise)
                        .doFinally(end -> inHand.remove(work.key()));
    }

    private Mono<Void> later(Throwable failure) {
        if (!TransferException.isTemporaryFailure(failure)) {
            return Mono.error(failure);
        }
        String why = String.valueOf(failure.getMessage());
        if (!forgetful.getAndSet(why).equals(why)) {
            LOG.warn("{}; tries again every {} s", why, UNTIL_REMEMBERED.toSeconds());
        }
        return Mono.delay(UNTIL_REMEMBERED, with.time()).then();
    }

    private Mono<Boolean> isIdle() {
        return pending.isEmpty() && inHand.isEmpty()
                ? state.isExpectingWork(rules.keySet()).map(expecting -> !expecting && inHand.isEmpty())
                : Mono.just(false);
    }

    private Mono<Void> tidy() {
        return Mono.<Void>fromRunnable(
                        () -> tidying.removeOlder(Instant.ofEpochMilli(now()).minus(settings.keep())))
                .subscribeOn(with.disk());
    }

    private Flux<Long> every(Duration period) {
        return Flux.interval(Duration.ZERO, period, with.time()).onBackpressureDrop();
    }

    private long now() {
        return with.time().now(TimeUnit.MILLISECONDS);
    }

    private static ProcessLock lock(Path folder) {
        try {
            Files.createDirectories(folder);
            return ProcessLock.tryTake(folder.resolve("watch.lock"))
                    .orElseThrow(() -> new TransferException(
                            Kind.BUSY, folder.toString(), "another 'watch' of this profile is running"));
        } catch (IOException e) {
            throw new TransferException(Kind.DENIED, folder.toString(), "cannot be written: " + e.getMessage(), e);
        }
    }
}
