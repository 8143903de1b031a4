package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.bench.Runner.Bounds;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.dataset.FilePath;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Measures what was ordered, says what limits it, and gives the settings that it recommends. Blocks. */
public final class Bench {
    private final Invocation invocation;
    private final Settings settings;
    private final BenchOrder order;
    private final boolean serverHere;
    private final Telling telling;
    private final Ledger ledger;
    private final Waiting waiting;
    private final Instant begun = Instant.now();

    /**
     * @param serverHere whether the servers run on this computer
     * @param commit of this program, as far as it is known
     */
    public Bench(
            Invocation invocation,
            Settings settings,
            BenchOrder order,
            Optional<ResultFile> results,
            boolean serverHere,
            @Nullable String commit) {
        this.invocation = invocation;
        this.settings = settings;
        this.order = order;
        this.serverHere = serverHere;
        this.telling = new Telling(invocation.output());
        this.ledger = new Ledger(telling, results, invocation.interruption(), serverHere, commit);
        this.waiting = invocation.waiting();
    }

    /** Recommended settings, by key; empty for those in force. Cleans up, however it ends. */
    public Map<String, String> run() throws IOException {
        if (order.disk().isEmpty() || !order.movesFiles()) {
            return connected(Optional.empty());
        }
        try (DiskFiles disk = DiskFiles.in(order.disk().get())) { // closed last: until then something may write to it
            return connected(Optional.of(disk));
        }
    }

    private Map<String, String> connected(Optional<DiskFiles> disk) throws IOException {
        try (Connections open = new Connections(settings)) {
            return order.movesFiles() ? inFolder(open, disk) : measureAll(open, disk);
        }
    }

    private Map<String, String> inFolder(Connections open, Optional<DiskFiles> disk) throws IOException {
        Leftovers share = new Leftovers(open.storage(), order.at());
        List<FilePath> missing = waiting.value(share.requireEmpty());
        try {
            return measureAll(open, disk);
        } finally {
            cleanUp(open, share, missing);
        }
    }

    /** Also after Ctrl-C: what was written to others' disks must not stay. */
    private void cleanUp(Connections open, Leftovers share, List<FilePath> made) {
        try {
            waiting.untilOver(share.clearPatiently()
                    .flatMap(gone -> made.isEmpty() ? Mono.just(gone) : share.remove(made))
                    .doOnNext(gone -> tellWhatStays(open, gone))
                    .then());
        } catch (RuntimeException e) {
            invocation
                    .output()
                    .remark("Could not remove all that was written; please remove '" + order.at() + "' below "
                            + open.storage().name() + ": "
                            + Exceptions.unwrap(e).getMessage());
        }
    }

    private void tellWhatStays(Connections open, boolean gone) {
        if (!gone) {
            invocation
                    .output()
                    .remark("Empty folders stay in '" + order.at() + "' below "
                            + open.storage().name()
                            + "; please remove them (client jcifs cannot, and a server may keep what it still"
                            + " writes to its disk).");
        }
    }

    private Map<String, String> measureAll(Connections open, Optional<DiskFiles> disk) throws IOException {
        long bytes = bytes(open);
        telling.say(introduction(open, bytes));
        TimeForAll time = new TimeForAll(begun.plus(order.total()), telling);
        Rounds rounds = new Rounds(open, disk, order, bytes, ledger, waiting, serverHere, time);
        rounds.warmUp();
        telling.heading();
        List<Judged> found = rounds.run();
        telling.say("");
        telling.say(
                rounds.done() == 1
                        ? "What limits it:"
                        : "What limits it, in the median of " + rounds.done() + " rounds:");
        for (Judged one : found) {
            ledger.keep(one.line());
        }
        Sweep.Target target = Sweep.Target.of(open.storage().name(), settings.get(Keys.SMB_CLIENT));
        boolean http = settings.find(Keys.HTTP_URL).isPresent();
        if (order.sweeps().isEmpty()) {
            telling.suggestion(Suggestion.of(found, target, http));
            return Map.of();
        }
        Bounds each = Bounds.of(order.time(), bytes);
        return new SettingsSearch(settings, order, each, waiting, ledger, telling, time).recommend(open, target, http);
    }

    /** The most that one measurement may write; refuses files that are larger. */
    private long bytes(Connections open) {
        if (!order.movesFiles()) {
            return order.bytes();
        }
        long most = waiting.find(open.storage().freeBytes())
                .map(free -> Math.min(order.bytes(), free / 2))
                .orElse(order.bytes());
        long atOnce = order.modes().contains(Mode.MIXED) ? most / 2 : most;
        order.works().forEach(work -> work.requireRoom(atOnce));
        return most;
    }

    private String introduction(Connections open, long bytes) {
        String what = "Files begin for " + order.time().toSeconds() + " s in each measurement, at most "
                + Figures.bytes(bytes) + ". ";
        return order.movesFiles()
                ? "Measuring " + open.storage().name() + ", in its folder '" + order.at()
                        + "', which is removed afterwards. " + what
                : what;
    }
}
