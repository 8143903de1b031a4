package org.alyxtransfer.automation.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.alyxtransfer.automation.report.Outcome;

/**
 * A run's end as the state keeps it until it is reported; times in milliseconds since 1970.
 *
 * @param session {@code subject/date/number}, or what else it was about
 * @param sessionId in Alyx; "" where it is not known
 * @param users the session's, by their names in Alyx
 * @param datasets how many were fetched
 * @param why what went wrong, for people; "" for nothing
 */
record Ran(
        String run,
        String session,
        String sessionId,
        List<String> users,
        int datasets,
        Outcome outcome,
        String why,
        long started,
        long ended) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String written() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always writable", e);
        }
    }

    static Ran read(String text) {
        try {
            return JSON.readValue(text, Ran.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the state holds a result that is none: " + text, e);
        }
    }
}
