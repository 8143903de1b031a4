package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alyxtransfer.benchmarks.CopyOrder.How;
import org.alyxtransfer.benchmarks.CopyOrder.Verify;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.plan.Naming;

/** One contender: a program that copies a tree of files. */
interface Client extends AutoCloseable {
    /** Fixed numbers of files at once, to compare with the number that a run finds by itself. */
    List<Integer> FILES_AT_ONCE = List.of(1, 2, 4, 8, 16, 32, 64);

    /** As in {@code --clients} and in the results. */
    String name();

    /** Why it cannot do this at all, as a reader should see it; empty when it can. */
    Optional<String> objection(Scenario scenario);

    default boolean takes(Scenario scenario) {
        return objection(scenario).isEmpty();
    }

    /** What a reader needs to repeat its runs: options, versions. */
    Map<String, String> settings(Scenario scenario);

    /** What it does not do beside copying, though a lab would want it, as it is used here; empty for none of that. */
    default List<String> cannot(Scenario scenario) {
        return List.of();
    }

    /** The settings, and what it cannot do. */
    default Map<String, String> facts(Scenario scenario) {
        Map<String, String> facts = new TreeMap<>(settings(scenario));
        List<String> cannot = cannot(scenario);
        if (!cannot.isEmpty()) {
            facts.put(ResultLine.CANNOT, String.join("; ", cannot));
        }
        return facts;
    }

    /** Writes what the program needs (lists, credentials) to the task's scratch folder, outside the timing. */
    Command command(Task task) throws IOException;

    /** Does the task and measures it; blocks. */
    default Usage run(Task task, TimedProcess process) throws IOException {
        return process.run(command(task));
    }

    /** Runs over the whole set that come before the first that counts. */
    default int rehearsals() {
        return 0;
    }

    /** How the files that arrive are named. */
    default Naming naming() {
        return Naming.PLAIN;
    }

    /** Ends what outlives a run. */
    @Override
    default void close() {}

    /** Runs only when it is asked for: ours in other settings, and who moves another number of files at once than usually. */
    default boolean onRequest() {
        return name().endsWith("-jdk")
                || name().endsWith("-jcifs")
                || name().endsWith("-uuid")
                || name().endsWith("-embedded")
                || name().contains("@");
    }

    /** Every client there is, in the order of the report. */
    static List<Client> all(Jvm jvm) {
        Jvm jdk = jvm.optimising().with(Jvm.NO_CORRETTO);
        How usual = new How(Verify.DEFAULT, true, false);
        How stream = new How(Verify.STREAM, true, false);
        How withIds = new How(Verify.STREAM, true, false, Naming.UUID);
        How noHash = new How(Verify.SIZE, false, false);
        Stream<Client> fixed = FILES_AT_ONCE.stream()
                .flatMap(files -> Stream.of(
                        new CopyTreeClient("ours-stream@" + files, stream, jvm.with(CopyJob.filesAtOnce(files))),
                        new WarmCopyTree("ours-warm@" + files, stream, jvm.with(CopyJob.filesAtOnce(files))),
                        new Rclone(OptionalInt.of(files)),
                        new Curl(OptionalInt.of(files)),
                        new Aria2(OptionalInt.of(files))));
        Stream<Client> usualOnes = Stream.of(
                new CopyTreeClient("ours", usual, jvm),
                new CopyTreeClient("ours-stream", stream, jvm),
                new CopyTreeClient("ours-stream-uuid", withIds, jvm),
                new CopyTreeClient("ours-jdk", stream, jdk),
                new CopyTreeClient("ours-jcifs", new How(Verify.STREAM, true, true), jvm.optimising()),
                new WarmCopyTree("ours-warm", stream, jvm),
                new WarmCopyTree("ours-warm-uuid", withIds, jvm),
                new WarmCopyTree("ours-warm-nohash", noHash, jvm),
                new WarmCopyTree("ours-warm-embedded", stream, jvm.embedding()),
                new WarmCopyTree("ours-warm-nohash-embedded", noHash, jvm.embedding()),
                new WarmCopyTree("ours-warm-jdk", stream, jdk),
                new WarmCopyTree("ours-warm-nohash-jdk", noHash, jdk),
                new SmbClient("smbclient", false),
                new SmbClient("md5sum+smbclient", true),
                new Rclone(),
                JavaLibrary.smbj(jvm.optimising()),
                JavaLibrary.jcifs(jvm.optimising()),
                new Curl(),
                new Wget(),
                new Aria2());
        return Stream.concat(usualOnes, fixed).toList();
    }
}
