package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what a real Alyx answered. */
class AnswersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID ID = UUID.fromString("fd0ed308-3557-4364-a055-44e08b86f484");
    private static final SessionPath SESSION = SessionPath.parse("COGP-004/2022-03-01/001");

    private final ScriptedAlyx alyx = new ScriptedAlyx();
    private final AlyxClient client = alyx.client();

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void aListedSessionHasItsPath() {
        SessionSummary newest = first("60-sessions-by-subject", client.sessions(SessionQuery.any()));

        assertThat(newest.path()).isEqualTo(new SessionPath("COGP-001", LocalDate.of(2022, 1, 11), 2));
        assertThat(newest.startTime()).isEqualTo(LocalDateTime.of(2022, 1, 11, 12, 34, 56, 789_123_000));
        assertThat(newest.projects()).containsExactly("demo_project");
    }

    @Test
    void aSessionHasItsJsonAndItsDatasets() {
        assertThat(one("90-session-detail", client.session(ID)).json())
                .isEqualTo(Map.of("a", Map.of("b", List.of(1, 2))));
        Session session = one("374-session-detail-with-datasets", client.session(ID));

        assertThat(session.users()).contains("alyx_user");
        assertThat(session.datasets()).hasSize(44).anySatisfy(dataset -> {
            assertThat(dataset.name()).isEqualTo("_ibl_trials.table.pqt");
            assertThat(dataset.collection()).isEqualTo("rev");
            assertThat(dataset.revisionId()).isNotNull();
            assertThat(dataset.isDefault()).isFalse(); // "False", a text
            assertThat(dataset.dataUrl()).contains(dataset.id().toString());
        });
        assertThat(session.datasets())
                .anySatisfy(dataset -> assertThat(dataset.dataUrl()).isNull());
    }

    @Test
    void aDatasetOfAListHasIdHashSizeAndRecords() {
        Dataset dataset = first("250-datasets-by-session", client.datasets(DatasetQuery.ofSession(ID)));

        assertThat(dataset.id()).isEqualTo(UUID.fromString("069401d8-3526-4817-9a29-3ee2b4c6c33f"));
        assertThat(dataset.session()).isEqualTo(ID);
        assertThat(dataset.size()).isNull();
        assertThat(dataset.checksum()).get().hasToString(dataset.hash());
        assertThat(dataset.isDefault()).isTrue();
        assertThat(dataset.isProtected()).isFalse();
        assertThat(dataset.records()).extracting(FileRecord::repository).containsExactly("local_smb", "local_http");
        assertThat(dataset.records().get(0).path().value()).isEqualTo("COGP-004/2022-03-01/001/hh/wheel.position.npy");
    }

    @Test
    void protectionComesAsANumber() {
        Dataset dataset = one("263-datasets-id-in", client.dataset(ID));

        assertThat(dataset.tags()).isNotNull();
        String body = Recording.of("263-datasets-id-in")
                .response()
                .path("body")
                .path("results")
                .get(0)
                .path("protected")
                .asText();
        assertThat(dataset.isProtected()).isEqualTo(body.equals("1"));
    }

    @Test
    void aDatasetThatIsNotThereIsNotFound() {
        alyx.answering(Reply.json(200, "{\"count\": 0, \"next\": null, \"results\": []}"));

        assertThat(failure(client.dataset(ID)).kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void aHostilePathIsReadButCannotBeUsed() {
        alyx.answering(Reply.json(
                200,
                "{\"count\": 1, \"next\": null, \"results\": [{\"url\": \"http://x/datasets/" + ID
                        + "\", \"name\": \"..\", \"collection\": \"../..\", \"file_records\": [{\"id\": \"" + ID
                        + "\", \"relative_path\": \"../../etc/passwd\", \"exists\": true}]}]}"));

        Dataset dataset = client.datasets(DatasetQuery.any())
                .next()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(catchThrowableOfType(TransferException.class, dataset::path).kind())
                .isEqualTo(Kind.INVALID);
        assertThat(catchThrowableOfType(
                                TransferException.class, dataset.records().get(0)::path)
                        .kind())
                .isEqualTo(Kind.INVALID);
    }

    @Test
    void settingsOfTheServerAreRead() {
        Repository repository = one("302-data-repository-detail", client.repository("local_smb"));
        Lab lab = one("326-lab-detail", client.lab("demolab"));
        Subject subject = one("328-subject-detail", client.subject("COGP-001"));

        assertThat(repository)
                .isEqualTo(new Repository(
                        "local_smb",
                        "127.0.0.1",
                        "/demolab/Subjects/",
                        "http://127.0.0.1:8020/demolab/Subjects/",
                        "Fileserver",
                        false));
        assertThat(lab).isEqualTo(new Lab("demolab", List.of("local_http", "local_smb")));
        assertThat(subject).isEqualTo(new Subject("COGP-001", "demolab", List.of("demo_project"), "alyx_user", true));
        assertThat(all("300-data-repository-list", client.repositories())).hasSize(4);
        assertThat(all("337-projects-list", client.projects())).hasSize(2);
        assertThat(all("345-tags-list", client.tags()).get(0).isProtected()).isTrue();
        assertThat(first("310-dataset-types-list", client.datasetTypes()).pattern())
                .isEqualTo("_*_DAQdata.meta*");
        assertThat(first("320-data-formats-list", client.dataFormats()).extension())
                .isEqualTo(".avi");
    }

    @Test
    void twoLabsWithTheSameNicknameAreAConflictThatSaysWhatToDo() {
        alyx.answering(Reply.recorded("364-subject-detail-ambiguous"));

        TransferException failure = failure(client.subject("COGP-003"));

        assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(failure).hasMessageContaining("two labs").hasMessageContaining("rename one");
        assertThat(alyx.asked()).hasSize(1); // a 500 with a reason does not pass by itself
    }

    @Test
    void unknownNamesAreNotFound() {
        for (String recording : List.of("91-session-detail-404", "92-session-detail-bad-uuid")) {
            alyx.answering(Reply.recorded(recording));
            assertThat(failure(client.session(ID)).kind()).as(recording).isEqualTo(Kind.NOT_FOUND);
        }
        alyx.answering(Reply.recorded("252-datasets-by-session-unknown"));
        assertThat(failure(client.datasets(DatasetQuery.ofSession(ID)).next()).kind())
                .isEqualTo(Kind.NOT_FOUND);
        alyx.answering(Reply.recorded("33-session-create-unknown-subject"));
        assertThat(failure(client.createSession(NewSession.of(SESSION))))
                .hasMessageContaining("subject: Object with nickname=NOPE does not exist");
    }

    @Test
    void whatIsThereAlreadyIsSaidToExist() {
        alyx.answering(Reply.recorded("313-dataset-type-create-duplicate"));
        assertThat(failure(client.createDatasetType(new DatasetType("a.b", "", "")))
                        .kind())
                .isEqualTo(Kind.EXISTS);
        alyx.answering(Reply.recorded("332-subject-create-duplicate"));
        assertThat(failure(client.createSubject(new Subject("COGP-001", "demolab", List.of(), "", true)))
                        .kind())
                .isEqualTo(Kind.EXISTS);
        alyx.answering(Reply.recorded("322-data-format-create-bad-ext"));
        assertThat(failure(client.createDataFormat(new DataFormat("z.z", "zz", "")))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void whatIsCreatedIsSentAsAlyxNamesIt() {
        DatasetType type = one(
                "315-dataset-type-create-pattern",
                client.createDatasetType(new DatasetType("Brand.three", "*Brand.Three*", "")));

        assertThat(type.pattern()).isEqualTo("*brand.three*");
        assertThat(alyx.asked().get(0).is("POST /dataset-types")).isTrue();
        assertThat(alyx.asked().get(0).body().path("filename_pattern").asText()).isEqualTo("*Brand.Three*");
    }

    @Test
    void onlyProtectedFilesAreGivenByTheCheck() {
        List<DatasetPath> files = List.of(new DatasetPath("rev", "", "_ibl_trials.table.pqt"));

        List<Protection> protections = all("221-check-protected-true", client.checkProtected(SESSION, files));
        List<Protection> none = all("222-check-protected-false", client.checkProtected(SESSION, files));

        assertThat(protections).hasSize(1);
        assertThat(protections.get(0).isProtected("")).isTrue();
        assertThat(protections.get(0).isProtected("2023-08-01")).isFalse();
        assertThat(protections.get(0).revisions().keySet()).first().isEqualTo("2023-08-01");
        assertThat(none).isEmpty();
    }

    @Test
    void theCheckOfAnUnknownSessionIsNotFound() {
        alyx.answering(Reply.recorded("224-check-protected-unknown-session"));

        TransferException failure = failure(client.checkProtected(SESSION, List.of(new DatasetPath("a", "", "b.c.npy")))
                .next());

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure).hasMessageContaining("create the session first");
    }

    @Test
    void aFileRecordIsPatchedById() {
        FileRecord record = one("102-file-patch-exists", client.patchFileRecord(ID, true));

        assertThat(record.exists()).isTrue();
        assertThat(record.id()).isEqualTo(UUID.fromString("73771970-b3e2-43ff-b77f-9a3da40b4e95"));
        assertThat(alyx.asked().get(0).is("PATCH /files/" + ID)).isTrue();
        assertThat(alyx.asked().get(0).body().path("exists").asBoolean()).isTrue();
    }

    private <T> T one(String recording, Mono<T> mono) {
        alyx.answering(Reply.recorded(recording));
        return mono.blockOptional(PATIENCE).orElseThrow();
    }

    private <T> List<T> all(String recording, Flux<T> flux) {
        alyx.answering(Reply.recorded(recording));
        return flux.collectList().blockOptional(PATIENCE).orElseThrow();
    }

    private <T> T first(String recording, Flux<T> flux) {
        return one(recording, flux.next());
    }

    private static TransferException failure(Mono<?> mono) {
        return catchThrowableOfType(TransferException.class, () -> mono.block(PATIENCE));
    }
}
