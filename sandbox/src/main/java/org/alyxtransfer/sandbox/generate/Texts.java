package org.alyxtransfer.sandbox.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;

/** The files of a session that people can read. */
final class Texts {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int UUID_LINE = 36 + 1;

    private Texts() {}

    /** How the rig was set up: one JSON object. */
    static void settings(Path file, Contents.Context context) throws IOException {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("SUBJECT_NAME", context.session().subject());
        settings.put("SESSION_DATE", context.session().date().toString());
        settings.put(
                "SESSION_NUMBER",
                String.format(Locale.ROOT, "%03d", context.session().number()));
        settings.put("PYBPOD_PROTOCOL", "_iblrig_tasks_ephysChoiceWorld6.4.2");
        settings.put("CONTRAST_SET", new double[] {1, 0.25, 0.125, 0.0625, 0});
        settings.put("REWARD_AMOUNT", 1.5);
        settings.put("NTRIALS", context.sizes().trials());
        settings.put("STIM_GAIN", 4 + context.noise().nextInt(5));
        Files.writeString(
                file,
                JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(settings)
                                .replace("\r\n", "\n") + "\n",
                StandardOpenOption.CREATE_NEW);
    }

    /** What the task logged: a JSON object for each trial, a line each. */
    static void taskData(Path file, Contents.Context context) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
                SequenceWriter lines =
                        JSON.writer().withRootValueSeparator("\n").writeValues(out)) {
            int number = 0;
            for (Trial trial : context.trials()) {
                lines.write(new LoggedTrial(++number, trial));
            }
        }
    }

    /** The clusters' lasting names: a table with one column. */
    static void uuids(Path file, Contents.Context context) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            out.write("uuids\n");
            for (long i = Math.max(1, context.sizes().arrayBytes() / UUID_LINE); i > 0; i--) {
                long high = (context.noise().nextLong() & ~0xF000L) | 0x4000L; // version 4
                long low = (context.noise().nextLong() & ~(3L << 62)) | (2L << 62); // variant 2
                out.write(new UUID(high, low) + "\n");
            }
        }
    }

    /** A line of the task's log. */
    private record LoggedTrial(
            @JsonProperty("trial_num") int number,
            @JsonProperty("behavior_data") Trial trial) {}
}
