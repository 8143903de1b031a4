package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One contender: a program that copies a tree of files. */
interface Client {
    /** As in {@code --clients} and in the results. */
    String name();

    /** Whether it can do this at all. */
    boolean takes(Scenario scenario);

    /** What a reader needs to repeat its runs: options, versions. */
    Map<String, String> settings(Scenario scenario);

    /** Writes what the program needs (lists, credentials) to the task's scratch folder, outside the timing. */
    Command command(Task task) throws IOException;

    /** Every client there is, in the order of the report. */
    static List<Client> all(Jvm jvm) {
        return List.of(
                new CopyTreeClient("ours", CopyTreeClient.Verify.DEFAULT, jvm),
                new CopyTreeClient("ours-stream", CopyTreeClient.Verify.STREAM, jvm),
                new SmbClient("smbclient", false),
                new SmbClient("md5sum+smbclient", true),
                new Rclone(),
                new Curl(),
                new Aria2());
    }
}
