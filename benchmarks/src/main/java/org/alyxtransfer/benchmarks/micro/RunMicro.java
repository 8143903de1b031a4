package org.alyxtransfer.benchmarks.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.alyxtransfer.benchmarks.micro.Yardsticks.Limit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the micro benchmarks whose names match, in one fork each, and prints each beside its limit. */
public final class RunMicro {
    private static final int SPANS = 5;

    private RunMicro() {}

    /**
     * Prints a Markdown table.
     *
     * @param arguments regular expressions for the names; none: all
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        List<RunResult> results = new ArrayList<>(run(arguments.length == 0 ? List.of("") : List.of(arguments)));
        Set<String> missing =
                Yardsticks.missing(results.stream().map(RunMicro::name).toList());
        if (!missing.isEmpty()) {
            results.addAll(run(missing));
        }
        print(results);
    }

    private static Collection<RunResult> run(Collection<String> parts) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .mode(Mode.Throughput)
                .forks(1)
                .jvmArgsAppend("-Xmx512m")
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(SPANS)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true);
        String ours = RunMicro.class.getPackageName().replace(".", "\\.") + "\\..*";
        for (String part : parts) {
            options = options.include(ours + part);
        }
        return new Runner(options.build()).run();
    }

    private static void print(List<RunResult> results) throws IOException {
        Map<String, Double> measured = new TreeMap<>();
        results.forEach(result -> measured.put(name(result), perSecond(result)));
        Yardsticks yardsticks = new Yardsticks(measured, OpenSsl::bytesPerSecond);
        line("| what | per second (± 99.9 %) | its limit | reached |");
        line("|---|---|---|---|");
        for (RunResult result : results) {
            double rate = perSecond(result);
            double error = result.getPrimaryResult().getScoreError()
                    / result.getPrimaryResult().getScore();
            Optional<Limit> limit = yardsticks.of(name(result), parameter(result));
            line(String.format(
                    Locale.ROOT,
                    "| %s | %s (± %.0f %%) | %s | %s |",
                    name(result),
                    inWords(result, rate),
                    100 * error,
                    limit.map(Limit::words).orElse("is one"),
                    limit.map(found -> reached(rate, found)).orElse("")));
        }
    }

    private static String reached(double rate, Limit limit) {
        OptionalDouble most = limit.perSecond();
        return most.isEmpty() ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * rate / most.getAsDouble());
    }

    private static String inWords(RunResult result, double rate) {
        String name = name(result);
        if (name.startsWith("Limits.")) {
            return String.format(Locale.ROOT, "%,.0f MiB", rate * Limits.BYTES / Bytes.MIB);
        }
        if (name.contains(".chunk")) {
            return String.format(Locale.ROOT, "%,.0f MiB", rate); // a chunk is a MiB
        }
        if (name.startsWith("JsonBatch")) {
            return String.format(
                    Locale.ROOT, "%,.0f files, %,.0f batches of %d", rate * JsonBatch.FILES, rate, JsonBatch.FILES);
        }
        if (name.startsWith("JournalCommit.commit")) {
            long files = Long.parseLong(parameter(result));
            return String.format(Locale.ROOT, "%,.0f files, %,.0f commits", rate * files, rate);
        }
        return String.format(Locale.ROOT, "%,.0f", rate);
    }

    private static double perSecond(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static String name(RunResult result) {
        return name(result.getParams().getBenchmark(), parameter(result));
    }

    /** The class, the method and the parameter, if there is one. */
    static String name(String benchmark, String parameter) {
        int method = benchmark.lastIndexOf('.');
        String name = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
        return parameter.isEmpty() ? name : name + " " + parameter;
    }

    private static String parameter(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> result.getParams().getParam(key))
                .findFirst()
                .orElse("");
    }

    private static void line(String text) {
        System.out.println(text);
    }
}
