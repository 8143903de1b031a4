package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs every client on every scenario, in rounds: in one round each client runs once, and each round starts with another
 * one, so that a slow minute of the machine hits all alike.
 *
 * <p>Each run is a fresh process into an empty target, and is checked afterwards, outside the timing. A first round over a
 * few tiny files is not counted: it brings the programs into memory and shows at once who cannot work here.
 */
final class Contest {
    private static final FileSet TINY = new FileSet("tiny", 3, 1000);

    private final Workspace workspace;
    private final TimedProcess process;
    private final List<Client> clients;
    private final int rounds;
    private final long seed;
    private final PrintWriter log;
    private final List<Failure> failures = new ArrayList<>();

    /**
     * A run that did not do what it should.
     *
     * @param round as of a {@link Measurement}; 0 before the first that counts
     * @param settings as of a {@link Measurement}
     */
    record Failure(Scenario scenario, String client, int round, Instant at, String why, Map<String, String> settings) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s, round %d, %s: %s", scenario.name(), round, client, why);
        }
    }

    /** What to do with each measurement, and each failure, as it comes. */
    interface Sink {
        void accept(Measurement run) throws IOException;

        default void failed(Failure failure) throws IOException {}
    }

    Contest(Workspace workspace, TimedProcess process, List<Client> clients, int rounds, long seed, PrintWriter log) {
        this.workspace = workspace;
        this.process = process;
        this.clients = List.copyOf(clients);
        this.rounds = rounds;
        this.seed = seed;
        this.log = log;
    }

    /** Blocks until all rounds are over. A client that fails is left out from then on and named in {@link #failures}. */
    void run(Scenario scenario, Sink sink) throws IOException {
        workspace.requireRoomFor(scenario.files());
        List<Client> able = new ArrayList<>(
                clients.stream().filter(client -> client.takes(scenario)).toList());
        int before = failures.size();
        try {
            play(scenario, able, sink);
        } finally {
            for (Failure failure : failures.subList(before, failures.size())) {
                sink.failed(failure);
            }
        }
    }

    private void play(Scenario scenario, List<Client> able, Sink sink) throws IOException {
        warmUp(scenario, able);
        if (able.isEmpty()) {
            return;
        }
        say("%s: %s, %d rounds of %s", scenario.name(), scenario.files(), rounds, names(able));
        SourceTree source = SourceTree.create(workspace.emptyFolder("source"), scenario.files(), seed);
        try (Stage stage = Stage.set(scenario, workspace, source.root())) {
            rehearse(scenario, stage, source, able);
            for (int round = 1; round <= rounds; round++) {
                for (Client client : List.copyOf(able)) {
                    Measurement run = attempt(scenario, stage, source, client, round);
                    if (run == null) {
                        able.remove(client);
                    } else {
                        sink.accept(run);
                    }
                }
                Collections.rotate(able, -1);
            }
        } finally {
            workspace.emptyFolder("source");
        }
    }

    /** Who failed at what, and why. */
    List<String> failures() {
        return failures.stream().map(Failure::toString).toList();
    }

    private void warmUp(Scenario scenario, List<Client> able) throws IOException {
        SourceTree source = SourceTree.create(workspace.emptyFolder("source"), TINY, seed);
        try (Stage stage = Stage.set(scenario, workspace, source.root())) {
            able.removeIf(client -> attempt(scenario, stage, source, client, 0) == null);
        }
    }

    private void rehearse(Scenario scenario, Stage stage, SourceTree source, List<Client> able) {
        for (Client client : List.copyOf(able)) {
            for (int run = 0; run < client.rehearsals() && able.contains(client); run++) {
                if (attempt(scenario, stage, source, client, 0) == null) {
                    able.remove(client);
                }
            }
        }
    }

    private @org.jspecify.annotations.Nullable Measurement attempt(
            Scenario scenario, Stage stage, SourceTree source, Client client, int round) {
        try {
            return measure(scenario, stage, source, client, round);
        } catch (IOException e) {
            var failure = new Failure(
                    scenario,
                    client.name(),
                    round,
                    Instant.now(),
                    String.valueOf(e.getMessage()),
                    client.facts(scenario));
            failures.add(failure);
            say("FAILED %s", failure);
            return null;
        }
    }

    private Measurement measure(Scenario scenario, Stage stage, SourceTree source, Client client, int round)
            throws IOException {
        Task task = stage.freshTask(source);
        Instant at = Instant.now();
        Usage usage;
        try (Ballast ballast = workspace.ballast(task.leavesACopy() ? source.bytes() : 0)) {
            usage = client.run(task, process);
        }
        List<String> complaints =
                task.leavesACopy() ? Arrival.complaints(source, task.arrival(), client.naming()) : List.of();
        if (!complaints.isEmpty()) {
            throw new IOException("the copy is not the source: " + String.join("; ", complaints));
        }
        var run = new Measurement(
                scenario,
                client.name(),
                round,
                at,
                source.entries().size(),
                source.bytes(),
                usage,
                client.facts(scenario));
        if (round > 0) {
            say(
                    "  %d %-17s %7.2f s %7.0f MiB/s %7.0f files/s %6.2f CPU-s/GiB %5.0f MiB; others %.1f CPU-s",
                    round,
                    client.name(),
                    run.seconds(),
                    run.mibPerSecond(),
                    run.filesPerSecond(),
                    run.clientCpuSecondsPerGib(),
                    run.peakRssMib(),
                    usage.otherCpuSeconds());
        }
        return run;
    }

    private static String names(List<Client> clients) {
        return String.join(", ", clients.stream().map(Client::name).toList());
    }

    private void say(String format, Object... values) {
        log.println(String.format(Locale.ROOT, format, values));
        log.flush();
    }
}
