package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Answers spoiled at random: whatever comes, it is an answer or a {@link TransferException}, never anything else. */
class GarbageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> RECORDINGS = List.of(
            "60-sessions-by-subject",
            "90-session-detail",
            "100-register-ok",
            "221-check-protected-true",
            "232-register-protected-with-check",
            "250-datasets-by-session",
            "310-dataset-types-list",
            "328-subject-detail",
            "33-session-create-unknown-subject");
    private static final UUID ID = new UUID(1, 2);
    private static final SessionPath SESSION = SessionPath.parse("COGP-004/2022-03-01/001");
    private static final DatasetPath PATH = new DatasetPath("alf", "", "_ibl_trials.table.pqt");

    private final ScriptedAlyx alyx = new ScriptedAlyx();

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void spoiledAnswersNeverGiveAnythingButAnAnswerOrATransferException() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AlyxClient client =
                AlyxClient.connect(alyx.settings().limits(1_000_000, 4).retry(RetryPolicy.NONE));
        for (int round = 0; round < 600; round++) {
            Reply reply = spoiled(Reply.recorded(RECORDINGS.get(random.nextInt(RECORDINGS.size()))), random);
            alyx.answering(reply);
            for (Mono<?> question : List.of(anyOf(client, random))) {
                assertThat(outcome(question))
                        .as("seed %d, round %d, status %d, body %s", seed, round, reply.status(), reply.body())
                        .isTrue();
            }
        }
    }

    private static boolean outcome(Mono<?> question) {
        try {
            question.block(PATIENCE);
            return true;
        } catch (TransferException e) {
            return e.kind() != TransferException.Kind.UNEXPECTED;
        } catch (RuntimeException e) {
            throw new AssertionError(e);
        }
    }

    private static Mono<?> anyOf(AlyxClient client, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> client.sessions(SessionQuery.any()).take(1_000).then();
            case 1 -> client.session(ID);
            case 2 -> client.datasets(DatasetQuery.any()).take(1_000).then();
            case 3 ->
                client.registerFiles(Registration.of(
                        SESSION,
                        List.of(FileToRegister.of(
                                PATH, 1234, new Checksum(Checksum.Algorithm.MD5, "0cc175b9c0f1b6a831c399e269772661"))),
                        "local_smb"));
            case 4 -> client.checkProtected(SESSION, List.of(PATH)).then();
            case 5 -> client.datasetTypes().take(1_000).then();
            case 6 -> client.subject("COGP-001");
            case 7 -> client.createSession(NewSession.of(SESSION));
            case 8 -> client.patchFileRecord(ID, true);
            default -> client.whoAmI();
        };
    }

    private static Reply spoiled(Reply reply, Random random) {
        StringBuilder body = new StringBuilder(reply.body());
        for (int spoils = random.nextInt(6); spoils > 0 && body.length() > 2; spoils--) {
            int at = random.nextInt(body.length() - 1);
            switch (random.nextInt(7)) {
                case 0 -> body.setLength(at);
                case 1 -> body.setCharAt(at, (char) random.nextInt(256));
                case 2 -> body.deleteCharAt(at);
                case 3 -> body.insert(at, "null");
                case 4 -> body.insert(at, "[".repeat(random.nextInt(2_000)));
                case 5 -> replaceValue(body, random);
                default -> body.insert(at, new String(bytes(random), StandardCharsets.ISO_8859_1));
            }
        }
        int[] statuses = {reply.status(), reply.status(), 200, 201, 204, 301, 400, 401, 403, 404, 418, 500, 503, 599};
        String type = random.nextInt(8) == 0 ? "text/html" : random.nextInt(8) == 0 ? "x" : "application/json";
        int status = statuses[random.nextInt(statuses.length)];
        return new Reply(
                status, type, status == 204 ? "" : body.toString(), null, Duration.ZERO, random.nextInt(40) == 0);
    }

    /** Swaps one value for one of another type: still JSON, but not what was promised. */
    private static void replaceValue(StringBuilder body, Random random) {
        String[] others = {
            "null", "7", "-1e400", "\"\"", "\"../../x\"", "[]", "{}", "true", "[[1]]", "9999999999999999999"
        };
        int colon = body.indexOf(":", random.nextInt(body.length()));
        int end = colon < 0 ? -1 : body.indexOf(",", colon);
        if (end > 0) {
            body.replace(colon + 1, end, others[random.nextInt(others.length)]);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return bytes;
    }
}
