package org.alyxtransfer.cli.frame;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How long after the JVM's start a command came to each of its stages. Any thread may say so; the first time counts.
 *
 * <p>A stage costs a look at the clock. When the JVM started is only looked up when somebody asks for the times, as that
 * loads the management classes.
 */
public final class StartUp {
    private final LongSupplier now;
    private final LongSupplier jvmStart;
    private final Map<Stage, Long> reached = Collections.synchronizedMap(new EnumMap<>(Stage.class));

    /** What comes before the first byte of a transfer, in the order in which it is told. */
    public enum Stage {
        COMMAND_LINE("command line read"),
        PROFILE("profile read"),
        JOURNAL("journal open"),
        SHARE("share connected"),
        PLAN("first file planned"),
        FIRST_BYTE("first byte written");

        private final String words;

        Stage(String words) {
            this.words = words;
        }
    }

    /** Of this process. */
    public StartUp() {
        this(System::currentTimeMillis, () -> ManagementFactory.getRuntimeMXBean()
                .getStartTime());
    }

    /** Both give milliseconds since the epoch. */
    StartUp(LongSupplier now, LongSupplier jvmStart) {
        this.now = now;
        this.jvmStart = jvmStart;
    }

    public void reached(Stage stage) {
        reached.computeIfAbsent(stage, first -> now.getAsLong());
    }

    /** For people: the stages that were reached, in seconds since the JVM's start. */
    public String inWords() {
        return seconds().entrySet().stream()
                .map(stage -> String.format(Locale.ROOT, "%s %.2f s", stage.getKey().words, stage.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** For programs: the same, by the stages' names in lower case. */
    public Map<String, Double> byName() {
        return seconds().entrySet().stream()
                .collect(Collectors.toMap(
                        stage -> stage.getKey().name().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private Map<Stage, Double> seconds() {
        long start = jvmStart.getAsLong();
        Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
        synchronized (reached) {
            reached.forEach((stage, at) -> seconds.put(stage, (at - start) / 1000.0));
        }
        return seconds;
    }
}
