package org.alyxtransfer.cli.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.FinishedFile;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.plan.Step;

/** Jobs and their files, as tables and JSON lines show them. */
final class JobViews {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private JobViews() {}

    static String state(JobSummary job) {
        return job.state().name().toLowerCase(Locale.ROOT);
    }

    static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("");
    }

    /** As it was typed. */
    static String commandLine(JobSummary job) {
        return job.what()
                .map(JobDescription::arguments)
                .map(all -> String.join(" ", all))
                .orElse("?");
    }

    static Map<String, Object> fields(JobSummary job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job", job.id());
        fields.put("state", state(job));
        fields.put("command", job.what().map(JobDescription::command).orElse(""));
        fields.put("arguments", job.what().map(JobDescription::arguments).orElse(List.of()));
        fields.put("folder", job.what().map(JobDescription::folder).orElse(""));
        fields.put("created", job.created().map(Instant::toString).orElse(""));
        fields.put("ended", job.lastRun().map(Instant::toString).orElse(""));
        fields.put("runs", job.runs());
        fields.put("ended-files", job.ended().files());
        fields.put("ended-bytes", job.ended().bytes());
        fields.put("open-files", job.onTheirWay().files());
        fields.put("open-bytes", job.onTheirWay().bytes());
        fields.put("journal-bytes", job.journalBytes());
        fields.put("trouble", job.trouble());
        return fields;
    }

    /** What its last durable step means. */
    static String reached(FileProgress file) {
        return file.reached().isPresent() ? "partly sent" : inWords(file.step());
    }

    static String inWords(Step step) {
        return switch (step) {
            case STARTED -> "begun";
            case VERIFIED -> "sent and checked";
            case REGISTERING -> "being registered";
            case REGISTERED -> "registered, not yet visible";
            case PUBLISHED -> "visible";
        };
    }

    static Map<String, Object> fields(FileProgress file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", file.file().session().toString());
        fields.put("path", file.file().relative().value());
        fields.put("size", file.size());
        fields.put("outcome", "open");
        fields.put("step", file.step().name());
        file.reached().ifPresent(reached -> fields.put("reached", reached.bytes()));
        file.datasetId().ifPresent(id -> fields.put("dataset", id.toString()));
        fields.put("staging", file.staging().value());
        fields.put("trouble", file.trouble());
        return fields;
    }

    static Map<String, Object> fields(SessionPath session, FinishedFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", session.toString());
        fields.put("path", file.path().value());
        fields.put("size", file.size());
        fields.put("outcome", file.outcome().toLowerCase(Locale.ROOT));
        file.checksum().ifPresent(sum -> fields.put(algorithm(sum), sum.hex()));
        file.datasetId().ifPresent(id -> fields.put("dataset", id.toString()));
        return fields;
    }

    private static String algorithm(Checksum sum) {
        return sum.algorithm().name().toLowerCase(Locale.ROOT);
    }
}
