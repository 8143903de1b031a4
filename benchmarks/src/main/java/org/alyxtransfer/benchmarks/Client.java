package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alyxtransfer.benchmarks.CopyOrder.How;
import org.alyxtransfer.benchmarks.CopyOrder.Verify;

/** One contender: a program that copies a tree of files. */
interface Client extends AutoCloseable {
    /** Those that run only when they are asked for: ours in other settings. */
    Set<String> ON_REQUEST = Set.of("ours-jdk", "ours-jcifs", "ours-warm-jdk", "ours-warm-nohash-jdk");

    /** As in {@code --clients} and in the results. */
    String name();

    /** Whether it can do this at all. */
    boolean takes(Scenario scenario);

    /** What a reader needs to repeat its runs: options, versions. */
    Map<String, String> settings(Scenario scenario);

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

    /** Ends what outlives a run. */
    @Override
    default void close() {}

    /** Every client there is, in the order of the report. */
    static List<Client> all(Jvm jvm) {
        How usual = new How(Verify.DEFAULT, true, false);
        How stream = new How(Verify.STREAM, true, false);
        How noHash = new How(Verify.SIZE, false, false);
        return List.of(
                new CopyTreeClient("ours", usual, jvm),
                new CopyTreeClient("ours-stream", stream, jvm),
                new CopyTreeClient("ours-jdk", stream, jvm.with(Jvm.NO_CORRETTO)),
                new CopyTreeClient("ours-jcifs", new How(Verify.STREAM, true, true), jvm),
                new WarmCopyTree("ours-warm", stream, jvm),
                new WarmCopyTree("ours-warm-nohash", noHash, jvm),
                new WarmCopyTree("ours-warm-jdk", stream, jvm.with(Jvm.NO_CORRETTO)),
                new WarmCopyTree("ours-warm-nohash-jdk", noHash, jvm.with(Jvm.NO_CORRETTO)),
                new SmbClient("smbclient", false),
                new SmbClient("md5sum+smbclient", true),
                new Rclone(),
                new Curl(),
                new Aria2());
    }
}
