package org.alyxtransfer.alyx;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.alyxtransfer.dataset.SessionPath;
import org.jspecify.annotations.Nullable;

/**
 * A session with all that a transfer needs to know.
 *
 * @param json maps, lists, texts, numbers and booleans as stored; null for none
 * @param datasets only those that Alyx believes to exist in a non-personal repository
 */
public record Session(
        SessionSummary summary,
        List<String> users,
        String type,
        String location,
        List<String> procedures,
        String narrative,
        @Nullable LocalDateTime endTime,
        String qc,
        @Nullable UUID parent,
        @Nullable Object json,
        List<SessionDataset> datasets) {

    static Session read(Fields fields) {
        return new Session(
                SessionSummary.read(fields),
                fields.texts("users"),
                fields.text("type"),
                fields.text("location"),
                fields.texts("procedures"),
                fields.text("narrative"),
                fields.time("end_time"),
                fields.text("qc"),
                fields.idAtEndOf("parent_session"),
                fields.value("json"),
                fields.objects("data_dataset_session_related").stream()
                        .map(SessionDataset::read)
                        .toList());
    }

    public UUID id() {
        return summary.id();
    }

    public SessionPath path() {
        return summary.path();
    }
}
