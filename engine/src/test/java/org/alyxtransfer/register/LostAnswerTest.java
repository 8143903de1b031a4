package org.alyxtransfer.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a request whose answer was not heard. */
class LostAnswerTest extends Registering {
    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"COMMIT_WITHOUT_ANSWER", "COMMIT_THEN_RESET"})
    void aBatchThatWasCarriedOutWithoutAnAnswerIsNotSentAgain(Failure failure) {
        server.misbehave().failNext(1, POST, failure);

        List<RegisterStep> steps = register(files(5));

        assertThat(known(steps)).hasSize(5);
        assertThat(server.state().requests(POST)).isEqualTo(1);
        assertThat(server.state().datasetCount()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"RESET", "HTML_500", "NO_ANSWER"})
    void aBatchThatWasLostOnItsWayIsSentAgainOnceTheServerMustHaveGivenItUp(Failure failure) {
        server.misbehave().failNext(1, POST, failure);

        List<RegisterStep> steps = register(files(5));

        assertThat(known(steps)).hasSize(5);
        assertThat(server.state().requests(POST)).isEqualTo(2);
        assertThat(journal.pauseBetweenBatches(1, 2)).isGreaterThanOrEqualTo(settings.serverTimeout());
    }

    @Test
    void whatAlyxKnowsOfAnotherRepositoryIsNoAnswerToALostRequest() {
        List<VerifiedFile> files = files(2);
        register(files);
        alyx.createRepository(new Repository("new_smb", "smb2.lab.org", "/", null, "", false))
                .block(PATIENCE);
        settings = new RegistrarSettings("new_smb", "demolab", 4, Duration.ofMillis(1_500), Duration.ofMillis(20), 3);
        server.misbehave().failNext(1, POST, Failure.RESET);

        List<RegisterStep> steps = register(files);

        assertThat(known(steps)).hasSize(2);
        assertThat(files).allSatisfy(file -> assertThat(
                        server.state().file("new_smb", file.file().target().value()))
                .isNotNull());
    }

    @Test
    void ofAHalfDoneBatchOnlyTheOtherHalfIsSentAgain() {
        settings = new RegistrarSettings("local_smb", "demolab", 4, Duration.ofMillis(1_500), Duration.ofMillis(20), 6);
        server.misbehave().registrationCost(Duration.ofMillis(40)).workerTimeout(Duration.ofMillis(300));

        List<RegisterStep> steps = register(files(10));

        assertThat(known(steps)).hasSize(10).doesNotHaveDuplicates();
        assertThat(server.state().datasetCount()).isEqualTo(10);
        assertThat(journal.batches().get(0)).hasSize(10);
        assertThat(journal.batches().get(1)).hasSizeLessThan(10);
    }

    @Test
    void aRecordThatSaysTheFileIsNotThereIsSetRight() {
        VerifiedFile file = file(SESSION, "alf/spikes.times.npy");
        send("POST", "/register-file", """
                {"path": "%s", "filenames": ["alf/spikes.times.npy"], "hashes": ["%s"], "filesizes": [%d],
                 "name": "local_smb", "created_by": "%s", "exists": false}
                """.formatted(
                        SESSION, sum(file).hex(), file.staged().size(), USER));
        assertThat(exists(file)).isFalse();

        List<RegisterStep> steps = register(List.of(file));

        assertThat(known(steps)).containsExactly(file);
        assertThat(exists(file)).isTrue();
        assertThat(server.state().requests("PATCH /files/")).isEqualTo(1);
    }
}
