package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.alyx.Fault.Fate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Tells from an answer that is no success what went wrong and whether the request may have been carried out. */
final class Verdict {
    private final Answer answer;
    private final String where;

    private Verdict(Answer answer, String where) {
        this.answer = answer;
        this.where = where;
    }

    static Fault on(Answer answer, String where) {
        return new Verdict(answer, where).fault();
    }

    private Fault fault() {
        int status = answer.status();
        if (status == 429) {
            return Fault.throttled(
                    why(Kind.THROTTLED, "Alyx asks to wait " + answer.pause().toSeconds() + " s: too many requests"),
                    answer.pause());
        }
        if (status >= 300 && status < 400) {
            String target = answer.location().isEmpty() ? "elsewhere" : "to " + Excerpt.of(answer.location());
            return Fault.of(
                    why(Kind.INVALID, "the server redirects " + target + "; give Alyx's final address in the profile"),
                    Fate.NOT_DONE);
        }
        JsonNode body = answer.jsonIfAny();
        if (!body.isContainerNode()) {
            return withoutJson(status);
        }
        return refusal(status, body);
    }

    private Fault withoutJson(int status) {
        if (status >= 500) {
            return Fault.of(
                    why(
                            Kind.UNAVAILABLE,
                            "answered " + status + " without a reason" + page() + "; the server may be"
                                    + " overloaded, or have stopped its worker for taking too long"),
                    Fate.UNKNOWN);
        }
        return switch (status) {
            case 401 -> Fault.of(why(Kind.AUTHENTICATION, "answered 401" + page()), Fate.NOT_DONE);
            case 403 -> Fault.of(why(Kind.DENIED, "answered 403" + page()), Fate.NOT_DONE);
            case 404 ->
                Fault.of(
                        why(Kind.NOT_FOUND, "is not there" + page() + "; is this the address of an Alyx?"),
                        Fate.NOT_DONE);
            default -> Fault.of(why(Kind.REFUSED, "answered " + status + page()), Fate.REFUSED);
        };
    }

    private Fault refusal(int status, JsonNode body) {
        String words = words(body);
        Refusal refusal = Refusal.of(words);
        Kind kind = refusal == Refusal.OTHER ? kindOf(status) : refusal.kind();
        String advice = refusal.advice().isEmpty() ? "" : "; " + refusal.advice();
        TransferException why = why(kind, "Alyx says: " + Excerpt.of(words) + advice);
        if (status == 502 || status == 503 || status == 504) {
            return Fault.of(why(Kind.UNAVAILABLE, "answered " + status + ": " + Excerpt.of(words)), Fate.UNKNOWN);
        }
        return Fault.refused(why, refusal, body);
    }

    private static Kind kindOf(int status) {
        return switch (status) {
            case 401 -> Kind.AUTHENTICATION;
            case 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 405, 406, 415, 501 -> Kind.UNSUPPORTED;
            default -> Kind.REFUSED;
        };
    }

    /** All shapes that Alyx has for its complaints, as one text. */
    static String words(JsonNode body) {
        for (String key : List.of("detail", "error")) {
            if (body.path(key).isTextual()) {
                return body.path(key).asText();
            }
        }
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!field.getKey().equals("status_code")) {
                String prefix = field.getKey().equals("non_field_errors") ? "" : field.getKey() + ": ";
                all.add(prefix + joined(field.getValue()));
            }
        }
        return all.isEmpty() ? body.toString() : String.join("; ", all);
    }

    private static String joined(JsonNode value) {
        List<String> parts = new ArrayList<>();
        value.forEach(item -> parts.add(item.isValueNode() ? item.asText() : item.toString()));
        return parts.isEmpty() ? value.asText() : String.join(" ", parts);
    }

    private String page() {
        return answer.isHtml() ? " (an HTML page)" : "";
    }

    private TransferException why(Kind kind, String text) {
        return new TransferException(kind, where, text);
    }
}
