package org.alyxtransfer.benchmarks.micro;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
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
    private static final String MEMORY = "memoryCopy";

    /** How {@code openssl speed} is asked for the same work, by what follows the benchmark's name. */
    private static final Map<String, List<String>> NATIVE = Map.of(
            "MD5", List.of("-evp", "md5"),
            "SHA-1", List.of("-evp", "sha1"),
            "SHA-256", List.of("-evp", "sha256"),
            "GMAC", List.of("ghash"),
            "CMAC", List.of("-cmac", "aes-128-cbc"),
            "HMAC_SHA256", List.of("-hmac", "sha256"),
            "AES_128_GCM", List.of("-evp", "aes-128-gcm"),
            "AES_256_GCM", List.of("-evp", "aes-256-gcm"),
            "AES_128_CCM", List.of("-evp", "aes-128-ccm"));

    private RunMicro() {}

    /**
     * Prints a Markdown table.
     *
     * @param arguments regular expressions for the names; none: all
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
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
        for (String part : arguments.length == 0 ? new String[] {""} : arguments) {
            options = options.include(ours + part);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        print(results);
    }

    private static void print(Collection<RunResult> results) throws IOException {
        Map<String, Double> measured = new TreeMap<>();
        results.forEach(result -> measured.put(name(result), perSecond(result)));
        line("| what | per second (± 99.9 %) | its limit | reached |");
        line("|---|---|---|---|");
        for (RunResult result : results) {
            double rate = perSecond(result);
            double error = result.getPrimaryResult().getScoreError()
                    / result.getPrimaryResult().getScore();
            line(String.format(
                    Locale.ROOT,
                    "| %s | %s (± %.0f %%) | %s |",
                    name(result),
                    inWords(result, rate),
                    100 * error,
                    limit(result, rate, measured)));
        }
    }

    private static String limit(RunResult result, double rate, Map<String, Double> measured) throws IOException {
        String parameter = parameter(result);
        if (NATIVE.containsKey(parameter)) {
            List<String> arguments = NATIVE.get(parameter);
            OptionalDouble bytes = OpenSsl.bytesPerSecond(arguments);
            String name = "openssl speed " + String.join(" ", arguments);
            return bytes.isEmpty()
                    ? name + ": not to be had | "
                    : String.format(
                            Locale.ROOT,
                            "%,.0f MiB/s (%s) | %.0f %%",
                            bytes.getAsDouble() / Bytes.MIB,
                            name,
                            100 * rate * Bytes.MIB / bytes.getAsDouble());
        }
        String flush = "JournalCommit.flushOnly " + parameter;
        if (name(result).startsWith("JournalCommit.commit") && measured.containsKey(flush)) {
            return String.format(
                    Locale.ROOT,
                    "%,.0f flushes of 4 KiB to the same disk | %.0f %%",
                    measured.get(flush),
                    100 * rate / measured.get(flush));
        }
        return memoryLimit(name(result), rate, measured);
    }

    /** What is written out byte by byte cannot be faster than a copy of these bytes. */
    private static String memoryLimit(String name, double rate, Map<String, Double> measured) throws IOException {
        Double copies = measured.get("Limits." + MEMORY);
        int bytes =
                switch (name) {
                    case "Framing.writeRequest" -> Framing.WRITE_BYTES;
                    case "Framing.readResponse" -> Framing.READ_BYTES;
                    case "JsonBatch.batch" -> JsonBatch.bytes();
                    default -> 0;
                };
        if (copies == null || bytes == 0) {
            return " | ";
        }
        double limit = copies * Limits.BYTES / bytes;
        return String.format(
                Locale.ROOT, "%,.0f copies of its %,d bytes in memory | %.0f %%", limit, bytes, 100 * rate / limit);
    }

    private static String inWords(RunResult result, double rate) {
        String name = name(result);
        if (name.endsWith(MEMORY)) {
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
        String whole = result.getParams().getBenchmark();
        int method = whole.lastIndexOf('.');
        String name = whole.substring(whole.lastIndexOf('.', method - 1) + 1);
        String parameter = parameter(result);
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
