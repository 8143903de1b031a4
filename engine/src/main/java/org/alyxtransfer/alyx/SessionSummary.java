package org.alyxtransfer.alyx;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A session as lists show it.
 *
 * @param startTime naive, in the server's zone
 * @param number null where whoever made the session gave none
 */
public record SessionSummary(
        UUID id,
        String subject,
        @Nullable LocalDateTime startTime,
        @Nullable Integer number,
        String lab,
        List<String> projects,
        String taskProtocol) {

    static SessionSummary read(Fields fields) {
        return new SessionSummary(
                fields.id(),
                fields.requiredText("subject"),
                fields.time("start_time"),
                fields.smallNumber("number"),
                fields.text("lab"),
                fields.texts("projects"),
                fields.text("task_protocol"));
    }

    /** Subject, date and number; {@link Kind#INVALID} for a session without a number or with an unusable subject. */
    public SessionPath path() {
        if (number == null || startTime == null) {
            throw new TransferException(
                    Kind.INVALID,
                    subject + " (session " + id + ")",
                    "has no number or start in Alyx, so it has no folder; set it there first");
        }
        return new SessionPath(subject, startTime.toLocalDate(), number);
    }
}
