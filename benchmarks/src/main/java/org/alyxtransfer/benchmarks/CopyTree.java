package org.alyxtransfer.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.alyxtransfer.cli.launch.EventLoops;
import org.alyxtransfer.cli.result.ClientUsage;

/**
 * The engine as a program, without Alyx: one folder of sessions to a share, files of a web server into a folder, or files
 * of a share to nowhere.
 *
 * <p>With the words of a {@link CopyOrder} it does that and ends with status 0 only when every file is done. With {@code
 * serve} it takes orders from standard input, a line each, the password in front, and answers each with {@code done} and
 * its CPU seconds and {@link Insight}, or {@code failed} and why: that is the engine in a JVM that is warm. Meant for measuring; people use
 * the command line.
 */
public final class CopyTree {
    /** The environment variable with the share's password. */
    static final String PASSWORD = "ALYX_TRANSFER_BENCH_PASSWORD";

    /** The environment variable with the name of a file for what only this JVM can tell. */
    static final String INSIGHT = "ALYX_TRANSFER_BENCH_INSIGHT";

    static final String SERVE = "serve";
    static final String DONE = "done ";
    static final String FAILED = "failed ";

    private CopyTree() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals(SERVE)) {
            serve();
            System.exit(0);
        }
        CopyJob.End end = new CopyJob().run(CopyOrder.parse(List.of(arguments)), CopyTree::password);
        end.failure().ifPresent(System.err::println);
        String insight = System.getenv(INSIGHT);
        if (insight != null) {
            Files.writeString(Path.of(insight), sinceStart(end).text());
        }
        EventLoops.end();
        System.exit(end.failure().isPresent() ? 1 : 0);
    }

    private static Insight sinceStart(CopyJob.End end) {
        long start = ManagementFactory.getRuntimeMXBean().getStartTime();
        return end.firstByteAt()
                .map(at -> end.insight().withFirstByte((at - start) / 1000.0))
                .orElse(end.insight());
    }

    private static void serve() throws IOException {
        var jobs = new CopyJob();
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            List<String> words = Arrays.asList(line.split(CopyOrder.SEPARATOR));
            double before = ClientUsage.cpuSecondsSoFar();
            CopyJob.End end = jobs.run(CopyOrder.parse(words.subList(1, words.size())), () -> words.get(0)
                    .toCharArray());
            System.out.println(end.failure()
                    .map(why -> FAILED + why.replace('\n', ' '))
                    .orElseGet(() -> DONE + (ClientUsage.cpuSecondsSoFar() - before) + " "
                            + end.insight().text()));
        }
    }

    private static char[] password() {
        String password = System.getenv(PASSWORD);
        if (password == null) {
            throw new IllegalStateException("The environment variable " + PASSWORD + " is not set");
        }
        return password.toCharArray();
    }
}
