package org.alyxtransfer.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.alyxtransfer.benchmarks.micro.Yardsticks.Limit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class YardsticksTest {
    private static final double MD5 = 700.0 * Bytes.MIB;

    private final Map<String, Double> measured = new HashMap<>();
    private final Yardsticks yardsticks = new Yardsticks(
            measured,
            arguments -> arguments.contains("md5") ? OptionalDouble.of(MD5) : OptionalDouble.of(5.0 * Bytes.MIB));

    /** A benchmark as it is printed. */
    private record Named(String name, String parameter) {}

    @Test
    void everyBenchmarkHasALimitThoughItRunsAlone() throws Exception {
        List<Named> all = all();
        assertThat(all).hasSizeGreaterThan(15);

        for (Named one : all) {
            measured.clear();
            measured.put(one.name(), 1.0);
            for (String more : Yardsticks.missing(Set.of(one.name()))) {
                all.stream()
                        .filter(other -> other.name().matches(more + ".*"))
                        .forEach(other -> measured.put(other.name(), 2.0));
            }
            boolean isOne = one.name().startsWith("Limits.") || one.name().startsWith("JournalCommit.flushOnly");
            assertThat(yardsticks.of(one.name(), one.parameter()).isEmpty())
                    .as(one.name())
                    .isEqualTo(isOne);
        }
    }

    @Test
    void whatRunsAnywayIsNotRunAgain() {
        assertThat(Yardsticks.missing(Set.of("Framing.writeRequest", "Limits.memoryCopy")))
                .isEmpty();
        assertThat(Yardsticks.missing(Set.of("JsonBatch.batch", "JournalCommit.commit 64")))
                .containsExactly("JournalCommit.flushOnly", "Limits.memoryCopy");
    }

    @Test
    void filesSideBySideAreSoManyChains() throws Exception {
        Limit limit = yardsticks.of("HashingSideBySide.chunk 8", "8").orElseThrow();

        assertThat(limit.perSecond().orElseThrow()).isCloseTo(8 * 700, within(0.01));
        assertThat(limit.words()).isEqualTo("5,600 MiB/s (8 × openssl speed -evp md5)");
    }

    @Test
    void withoutOpenSslItSaysSo() throws Exception {
        Limit limit = new Yardsticks(measured, arguments -> OptionalDouble.empty())
                .of("Hashing.chunk MD5", "MD5")
                .orElseThrow();

        assertThat(limit.words()).isEqualTo("openssl speed -evp md5: not to be had");
        assertThat(limit.perSecond()).isEmpty();
    }

    private static List<Named> all() throws ReflectiveOperationException {
        Set<BenchmarkListEntry> found = BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of(".*"),
                        List.of());
        List<Named> all = new ArrayList<>();
        for (BenchmarkListEntry entry : found) {
            for (String parameter : parameters(Class.forName(entry.getUserClassQName()))) {
                all.add(new Named(RunMicro.name(entry.getUsername(), parameter), parameter));
            }
        }
        return all;
    }

    private static List<String> parameters(Class<?> benchmark) {
        return Arrays.stream(benchmark.getFields())
                .map(field -> field.getAnnotation(Param.class))
                .filter(parameter -> parameter != null)
                .findFirst()
                .map(parameter -> List.of(parameter.value()))
                .orElse(List.of(""));
    }
}
