package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.alyxtransfer.sandbox.hostile.HostileNames;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recorded answers of a real Alyx, spoiled at random, into all that reads them: a value, or a typed error. */
@Tag("fuzz")
class AlyxJsonFuzzTest {
    private static final String[] VALUES = {
        "null",
        "7",
        "-1",
        "-1e400",
        "1e308",
        "0.1",
        "9".repeat(1_200),
        "9223372036854775808",
        "\"\"",
        "\"../../x\"",
        "[]",
        "{}",
        "true",
        "[[1]]",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"+999999999-12-31T23:59:59\"",
        "\"-999999999-01-01\"",
        "\"24:00\"",
        "\"a4d167f2-4f60-4a6b-9706-c0c9e237c9d8\"",
        "[".repeat(1_500),
        "{\"a\":".repeat(1_500),
        "\"",
        "\"" + "x".repeat(70_000) + "\""
    };
    private static final List<Function<Fields, ?>> ROWS = List.of(
            Dataset::read,
            SessionSummary::read,
            Session::read,
            FileRecord::read,
            Repository::read,
            Subject::read,
            Lab::read,
            Project::read,
            User::read,
            org.alyxtransfer.alyx.Tag::read,
            DatasetType::read,
            DataFormat::read);

    @Test
    void anyAnswerIsReadOrTyped() {
        List<String> bodies = bodies();
        AtomicInteger read = new AtomicInteger();
        AtomicInteger typed = new AtomicInteger();

        long most = Fuzz.each("Alyx's answers", Fuzz.cases(20_000), (random, number) -> {
            String body = spoiled(bodies.get(random.nextInt(bodies.size())), random);
            try {
                use(answer(random.nextInt(8) > 0 ? 200 : 100 + random.nextInt(500), body), random);
                read.incrementAndGet();
            } catch (TransferException known) {
                assertThat(known.kind()).isNotEqualTo(Kind.UNEXPECTED);
                assertThat(known.getMessage()).hasSizeLessThan(2_000);
                typed.incrementAndGet();
            } catch (Fault known) {
                assertThat(known.why().kind()).isNotEqualTo(Kind.UNEXPECTED);
                assertThat(known.why().getMessage()).hasSizeLessThan(2_000);
                typed.incrementAndGet();
            }
        });

        assertThat(read).hasPositiveValue();
        assertThat(typed).hasPositiveValue();
        assertThat(most).isLessThan(64 << 20);
    }

    private static void use(Answer answer, Random random) {
        if (!answer.isSuccess()) {
            throw Verdict.on(answer, "alyx");
        }
        JsonNode body = answer.json("alyx");
        Protections.in(body.path("details"));
        SelfDescription.of(body);
        List<JsonNode> rows = new ArrayList<>(List.of(body));
        body.path("results").forEach(rows::add);
        if (body.isArray()) {
            body.forEach(rows::add);
        }
        Fields fields = Fields.of(rows.get(random.nextInt(rows.size())), "alyx");
        Object row = ROWS.get(random.nextInt(ROWS.size())).apply(fields);
        assertThat(row.toString()).isNotNull();
        if (row instanceof Dataset dataset) {
            assertThat(dataset.path().relativeWithId(dataset.id())).isNotNull();
            assertThat(dataset.checksum()).isNotNull();
            dataset.records().forEach(FileRecord::path);
        } else if (row instanceof SessionSummary session) {
            assertThat(session.path().folder()).isNotNull();
        } else if (row instanceof FileRecord file) {
            assertThat(file.path()).isNotNull();
        }
    }

    private static Answer answer(int status, String body) {
        return new Answer(
                status,
                new DefaultHttpHeaders().set("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> bodies() {
        return List.of(
                        "60-sessions-by-subject",
                        "90-session-detail",
                        "100-register-ok",
                        "221-check-protected-true",
                        "232-register-protected-with-check",
                        "250-datasets-by-session",
                        "310-dataset-types-list",
                        "328-subject-detail",
                        "339-user-detail")
                .stream()
                .map(name -> Recording.of(name).response().path("body").toString())
                .toList();
    }

    private static String spoiled(String body, Random random) {
        StringBuilder spoiled = new StringBuilder(body);
        for (int spoils = random.nextInt(4); spoils > 0 && spoiled.length() > 2; spoils--) {
            int at = random.nextInt(spoiled.length());
            switch (random.nextInt(6)) {
                case 0 -> spoiled.setLength(at);
                case 1 -> spoiled.setCharAt(at, (char) random.nextInt(0x10000));
                case 2 -> spoiled.insert(at, VALUES[random.nextInt(VALUES.length)]);
                default -> replaceValue(spoiled, at, random);
            }
        }
        return spoiled.toString();
    }

    /** Still JSON, as often as not. */
    private static void replaceValue(StringBuilder body, int from, Random random) {
        int colon = body.indexOf(":", from);
        int end = colon < 0 ? -1 : body.indexOf(",", colon);
        if (end > 0) {
            String value = random.nextInt(3) == 0
                    ? VALUES[random.nextInt(VALUES.length)]
                    : com.fasterxml.jackson.databind.node.TextNode.valueOf(HostileNames.path(random))
                            .toString();
            body.replace(colon + 1, end, value);
        }
    }
}
