package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.alyxtransfer.alyx.RegistrationOutcome.NotDone;
import org.alyxtransfer.alyx.RegistrationOutcome.Refused;
import org.alyxtransfer.alyx.RegistrationOutcome.Registered;
import org.alyxtransfer.alyx.RegistrationOutcome.Unknown;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterFilesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SessionPath SESSION = SessionPath.parse("COGP-004/2022-03-01/001");
    private static final FileToRegister TRIALS =
            file("alf/_ibl_trials.table.pqt", 1234, "0cc175b9c0f1b6a831c399e269772661");
    private static final FileToRegister TASK =
            file("raw_behavior_data/_iblrig_taskData.raw.jsonable", 5678, "92eb5ffee6ae2fec3ad71c777531578f");

    private final ScriptedAlyx alyx = new ScriptedAlyx();

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void eachFileGetsItsDataset() {
        RegistrationOutcome outcome = register(Reply.recorded("100-register-ok"), TRIALS, TASK);

        assertThat(outcome).isInstanceOfSatisfying(Registered.class, done -> {
            assertThat(done.datasets()).extracting(RegisteredDataset::file).containsExactly(TRIALS, TASK);
            assertThat(done.datasets().get(0).id()).isEqualTo(UUID.fromString("bf8e2f65-2f6c-44df-a703-a37afc2715c9"));
            assertThat(done.datasets().get(0).records())
                    .extracting(FileRecord::exists)
                    .containsExactlyInAnyOrder(true, false);
        });
    }

    @Test
    void theRequestIsSentAsAlyxExpectsIt() {
        register(Reply.recorded("100-register-ok"), TRIALS, TASK);

        JsonNode body = alyx.asked().get(0).body();
        assertThat(alyx.asked().get(0).is("POST /register-file")).isTrue();
        assertThat(body.path("path").asText()).isEqualTo("COGP-004/2022-03-01/001");
        assertThat(body.path("filenames"))
                .hasToString("[\"alf/_ibl_trials.table.pqt\",\"raw_behavior_data/_iblrig_taskData.raw.jsonable\"]");
        assertThat(body.path("hashes"))
                .hasToString("[\"0cc175b9c0f1b6a831c399e269772661\",\"92eb5ffee6ae2fec3ad71c777531578f\"]");
        assertThat(body.path("filesizes")).hasToString("[1234,5678]");
        assertThat(body.path("name").asText()).isEqualTo("local_smb");
        assertThat(body.path("created_by").asText()).isEqualTo("alyx_user");
        assertThat(body.path("labs")).hasToString("[\"demolab\"]");
        assertThat(body.path("check_protected").asBoolean()).isTrue();
        assertThat(body.path("server_only").asBoolean(true)).isFalse();
        assertThat(body.path("exists").asBoolean()).isTrue();
    }

    @Test
    void aMissingHashOrVersionKeepsItsPlaceInTheList() {
        FileToRegister bare = new FileToRegister(TRIALS.path(), 1234, null, null);
        FileToRegister versioned = new FileToRegister(TASK.path(), 5678, TASK.checksum(), "1.0.0");

        register(Reply.recorded("100-register-ok"), bare, versioned);

        JsonNode body = alyx.asked().get(0).body();
        assertThat(body.path("hashes")).hasToString("[null,\"92eb5ffee6ae2fec3ad71c777531578f\"]");
        assertThat(body.path("versions")).hasToString("[null,\"1.0.0\"]");
    }

    @Test
    void noFilesNeedNoRequest() {
        assertThat(register(Reply.html(500))).isEqualTo(new Registered(List.of()));
        assertThat(alyx.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "120-register-unknown-session-number, NO_SESSION, NOT_FOUND, true",
        "121-register-unknown-session-date, NO_SESSION, NOT_FOUND, true",
        "122-register-unknown-subject, NO_SUBJECT, NOT_FOUND, true",
        "126-register-unknown-repository, NO_REPOSITORY, NOT_FOUND, true",
        "128-register-unknown-lab, NO_LAB, NOT_FOUND, true",
        "129-register-unknown-user, NO_USER, NOT_FOUND, true",
        "130-register-unknown-dataset-type, UNKNOWN_TYPE, REFUSED, false",
        "131-register-several-dataset-types, SEVERAL_TYPES, REFUSED, false",
        "132-register-unknown-extension, UNKNOWN_FORMAT, REFUSED, false",
        "145-register-hash-65-chars, OTHER, REFUSED, false",
        "208-register-revision-with-subfolder, BAD_PATH, INVALID, false",
        "230-register-protected-no-check, PROTECTED, PROTECTED, false",
        "232-register-protected-with-check, PROTECTED, PROTECTED, false",
        "272-register-over-duplicate-datasets, DUPLICATE_DATASET, CONFLICT, false",
        "335-register-ambiguous-subject, AMBIGUOUS_SUBJECT, CONFLICT, true",
    })
    void whatAlyxRefusesIsNamed(String recording, Refusal refusal, Kind kind, boolean concernsAll) {
        RegistrationOutcome outcome = register(Reply.recorded(recording), TRIALS, TASK);

        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.refusal().concernsAllFiles()).isEqualTo(concernsAll);
            assertThat(refused.why().kind()).isEqualTo(kind);
            assertThat(refused.why())
                    .hasMessageContaining("COGP-004/2022-03-01/001")
                    .hasMessageContaining("Alyx says");
        });
        assertThat(alyx.asked()).hasSize(1);
    }

    @Test
    void theRecordOfAnotherDatasetIsAConflict() {
        Reply reply = Reply.json(
                400,
                "{\"status_code\": 400, \"detail\": \"A file record for COGP-004/2022-03-01/001/alf/x.npy already exists on"
                        + " repository local_smb for a different dataset\"}");

        assertThat(register(reply, TRIALS)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.RECORD_OF_ANOTHER_DATASET);
            assertThat(refused.why().kind()).isEqualTo(Kind.CONFLICT);
        });
    }

    @Test
    void theFileThatStoppedABatchIsNamed() {
        FileToRegister bad = file("partial/nope.nope.npy", 1, "92eb5ffee6ae2fec3ad71c777531578f");

        assertThat(register(Reply.recorded("133-register-partial-failure"), TRIALS, bad, TASK))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.culprits()).containsExactly(bad.path()));
    }

    @Test
    void protectedFilesAreNamedWithTheirRevisions() {
        FileToRegister guarded = file("rev/_ibl_trials.table.pqt", 25, "92eb5ffee6ae2fec3ad71c777531578f");

        assertThat(register(Reply.recorded("232-register-protected-with-check"), TRIALS, guarded))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.culprits()).containsExactly(guarded.path());
                    assertThat(refused.protections()).hasSize(1);
                    assertThat(refused.protections().get(0).isProtected("")).isTrue();
                });
    }

    @Test
    void aKilledWorkerLeavesTheFateUnknownAndIsNotRepeated() {
        assertUnknown(register(Reply.recorded("420-register-400-files"), TRIALS), Kind.UNAVAILABLE);
    }

    @Test
    void aLostConnectionLeavesTheFateUnknown() {
        assertUnknown(register(Reply.hungUp(), TRIALS), Kind.DISCONNECTED);
    }

    @Test
    void aGatewaysTimeoutLeavesTheFateUnknown() {
        assertUnknown(register(Reply.html(504), TRIALS), Kind.UNAVAILABLE);
    }

    @Test
    void anAnswerThatComesTooLateLeavesTheFateUnknown() {
        alyx.answering(Reply.recorded("100-register-ok").after(Duration.ofSeconds(30)));
        AlyxSettings settings = alyx.settings().timeouts(PATIENCE, Duration.ofMillis(300));

        RegistrationOutcome outcome = AlyxClient.connect(settings)
                .registerFiles(registration(TRIALS))
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertUnknown(outcome, Kind.TIMEOUT);
    }

    @Test
    void garbageLeavesTheFateUnknown() {
        assertUnknown(register(Reply.json(201, "[{]"), TRIALS), Kind.GARBLED);
    }

    @Test
    void anAnswerForFewerFilesThanSentLeavesTheFateUnknown() {
        JsonNode body = Recording.of("100-register-ok").response().path("body");
        ArrayNode first = ((ArrayNode) body).deepCopy();
        first.remove(1);

        RegistrationOutcome outcome = register(Reply.json(201, first.toString()), TRIALS, TASK);

        assertUnknown(outcome, Kind.GARBLED);
        assertThat(((Unknown) outcome).why()).hasMessageContaining("1 of 2 files");
    }

    @Test
    void aFileRegisteredUnderAnotherNameIsNoSuccess() {
        Reply lostCollection = Reply.recorded("153-register-bad-collection");
        FileToRegister sent = file("alf/trials.choice.npy", 1, "92eb5ffee6ae2fec3ad71c777531578f");

        assertUnknown(register(lostCollection, sent), Kind.GARBLED);
    }

    @Test
    void throttlingMeansNothingWasDone() {
        assertThat(register(Reply.recorded("390-throttled-429"), TRIALS))
                .isInstanceOfSatisfying(
                        NotDone.class, not -> assertThat(not.why().kind()).isEqualTo(Kind.THROTTLED));
    }

    @Test
    void aRefusedConnectionMeansNothingWasDone() {
        AlyxClient client = AlyxClient.connect(alyx.settings().token(() -> "t"));
        alyx.close();

        assertThat(client.registerFiles(registration(TRIALS))
                        .blockOptional(PATIENCE)
                        .orElseThrow())
                .isInstanceOfSatisfying(
                        NotDone.class, not -> assertThat(not.why().kind()).isEqualTo(Kind.UNREACHABLE));
    }

    @Test
    void aSignInThatTimesOutMeansNothingWasDone() {
        try (ScriptedAlyx other = new ScriptedAlyx()) {
            AlyxClient client =
                    AlyxClient.connect(AlyxSettings.withPassword(other.address(), "alyx_user", () -> "wrong"));

            assertThat(client.registerFiles(registration(TRIALS))
                            .blockOptional(PATIENCE)
                            .orElseThrow())
                    .isInstanceOfSatisfying(
                            NotDone.class, not -> assertThat(not.why().kind()).isEqualTo(Kind.AUTHENTICATION));
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void aTokenThatStaysRefusedMeansNothingWasDone() {
        assertThat(register(Reply.recorded("09-sessions-invalid-token"), TRIALS))
                .isInstanceOfSatisfying(
                        NotDone.class, not -> assertThat(not.why().kind()).isEqualTo(Kind.AUTHENTICATION));
    }

    private static void assertUnknown(RegistrationOutcome outcome, Kind kind) {
        assertThat(outcome).isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(
                        unknown.why().kind())
                .isEqualTo(kind));
    }

    private RegistrationOutcome register(Reply reply, FileToRegister... files) {
        alyx.answering(reply);
        RegistrationOutcome outcome = alyx.client()
                .registerFiles(registration(files))
                .blockOptional(PATIENCE)
                .orElseThrow();
        assertThat(alyx.asked()).hasSizeLessThanOrEqualTo(2); // two only when the token was renewed
        return outcome;
    }

    private static Registration registration(FileToRegister... files) {
        return Registration.of(SESSION, List.of(files), "local_smb").lab("demolab");
    }

    private static FileToRegister file(String path, long size, String md5) {
        return FileToRegister.of(DatasetPath.parse(FilePath.of(path)), size, new Checksum(Algorithm.MD5, md5));
    }
}
