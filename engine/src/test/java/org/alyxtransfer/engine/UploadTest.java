package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.UploadSettings;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.storage.Seeds;
import org.junit.jupiter.api.Test;

class UploadTest extends Uploading {
    @Test
    void filesAreStoredUnderTheirIdsAndRegistered() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, TIMES, "times");

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).containsOnlyKeys(TRIALS, TIMES).values().containsOnly(new Outcome.Done());
        assertThat(lab.server.state().datasets()).hasSize(2).allSatisfy(dataset -> {
            FilePath published = SESSION.folder().resolve(path(dataset).relativeWithId(UUID.fromString(dataset.id())));
            assertThat(Seeds.read(lab.share, published, lab.budget))
                    .hasSize(Math.toIntExact(Objects.requireNonNull(dataset.size())));
            assertThat(dataset.hash()).hasSize(32);
            assertThat(dataset.files())
                    .filteredOn(AlyxState.FileRecord::exists)
                    .extracting(AlyxState.FileRecord::repository)
                    .containsExactly("local_smb");
        });
    }

    @Test
    void theOrderOfAFilesEventsIsTheDurableOne() {
        lab.record(SESSION, TRIALS, "trials");

        List<TransferEvent> events = lab.upload();

        assertThat(events.stream().map(event -> event.getClass().getSimpleName()))
                .containsExactly(
                        "SessionOpened",
                        "Planned",
                        "Started",
                        "Advanced",
                        "Verified",
                        "Registering",
                        "Registered",
                        "Published",
                        "Finished",
                        "SessionClosed");
    }

    @Test
    void plainNamesArePublishedBeforeTheyAreRegistered() {
        lab.settings = with(Naming.PLAIN, OnConflict.FAIL);
        lab.record(SESSION, TRIALS, "trials");

        List<TransferEvent> events = lab.upload();

        assertThat(events.stream().map(event -> event.getClass().getSimpleName()))
                .containsSubsequence("Verified", "Published", "Registering", "Registered", "Finished");
        assertThat(lab.share.stat(SESSION.folder().resolve(TRIALS)).block()).isNotNull();
    }

    @Test
    void aSecondRunMovesAndPostsNothing() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, TIMES, "times");
        lab.upload();
        long posts = lab.server.state().requests("POST /register-file");

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events).values()).containsOnly(new Outcome.Skipped(Reason.SAME));
        assertThat(LabFixture.of(TransferEvent.Advanced.class, events)).isEmpty();
        assertThat(lab.server.state().requests("POST /register-file")).isEqualTo(posts);
        assertThat(lab.server.state().sessions()).hasSize(1);
    }

    @Test
    void aPublishedFileThatIsGoneFromTheShareIsSentAgainUnderItsId() {
        lab.record(SESSION, TRIALS, "trials");
        FilePath published = LabFixture.of(TransferEvent.Published.class, lab.upload())
                .get(0)
                .target();
        lab.share.remove(published).block();

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Done());
        assertThat(lab.share.stat(published).block()).isNotNull();
        assertThat(lab.server.state().datasets()).hasSize(1);
    }

    @Test
    void anotherContentIsRefusedBeforeAByteMoves() {
        lab.record(SESSION, TRIALS, "trials");
        lab.upload();
        lab.record(SESSION, TRIALS, "TRIALS");

        List<TransferEvent> events = lab.upload();

        assertThat(kind(events, TRIALS)).isEqualTo(Kind.CONFLICT);
        assertThat(LabFixture.of(TransferEvent.Started.class, events)).isEmpty();
    }

    @Test
    void ofSeveralSessionsOfOneNameThatOneIsComparedThatAlyxRegistersTo() {
        for (int i = 0; i < 5; i++) {
            lab.alyx.createSession(NewSession.of(SESSION)).block();
        }
        lab.settings = new UploadSettings(
                "local_smb",
                Naming.UUID,
                OnConflict.FAIL,
                lab.settings.filter(),
                Optional.empty(),
                false,
                lab.settings.today());
        lab.record(SESSION, TRIALS, "trials");
        lab.upload();
        lab.journal = new MemoryJournal();

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Skipped(Reason.SAME));
    }

    @Test
    void anotherContentBecomesARevisionOnceWhenAskedFor() {
        lab.record(SESSION, TRIALS, "trials");
        lab.upload();
        lab.record(SESSION, TRIALS, "TRIALS");
        lab.settings = with(Naming.UUID, OnConflict.REVISION);

        List<TransferEvent> first = lab.upload();
        List<TransferEvent> second = lab.upload();

        assertThat(outcomes(first)).containsEntry("alf/#2022-02-02#/_ibl_trials.table.pqt", new Outcome.Done());
        assertThat(outcomes(second)).containsEntry(TRIALS, new Outcome.Skipped(Reason.SAME));
        assertThat(lab.server.state().datasets())
                .extracting(AlyxState.Dataset::revision)
                .containsExactlyInAnyOrder("", "2022-02-02");
    }

    @Test
    void aFileWhoseTypeAlyxDoesNotKnowStopsNoOther() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, "alf/nonsense.never.npy", "?");

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Done());
        assertThat(kind(events, "alf/nonsense.never.npy")).isEqualTo(Kind.REFUSED);
    }

    @Test
    void namesThatAlyxWouldDropAreRefused() {
        lab.record(SESSION, "bad coll/spikes.times.npy", "x");
        lab.record(SESSION, "alf/spikes times.npy", "x");
        lab.record(SESSION, "alf/spüikes.times.npy", "x");

        Map<String, Outcome> outcomes = outcomes(lab.upload());

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.values()).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why().kind()).isEqualTo(Kind.INVALID)));
    }

    @Test
    void namesThatDifferInCaseOnlyAreBothRefused() {
        lab.record(SESSION, "alf/spikes.times.npy", "x");
        lab.record(SESSION, "alf/Spikes.times.npy", "x");

        List<TransferEvent> events = lab.upload();

        assertThat(kind(events, "alf/spikes.times.npy")).isEqualTo(Kind.CONFLICT);
        assertThat(kind(events, "alf/Spikes.times.npy")).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void anEmptyFileIsStoredAndRegistered() {
        lab.record(SESSION, TRIALS, "");

        assertThat(outcomes(lab.upload())).containsEntry(TRIALS, new Outcome.Done());
        assertThat(lab.server.state().datasets().get(0).size()).isZero();
    }

    @Test
    void junkIsLeftAndSaid() {
        lab.record(SESSION, "alf/Thumbs.db", "x");
        lab.record(SESSION, TRIALS, "x");

        assertThat(outcomes(lab.upload())).containsEntry("alf/Thumbs.db", new Outcome.Skipped(Reason.JUNK));
    }

    @Test
    void aSessionThatAlyxLacksFailsAloneWhenItMayNotBeMade() {
        lab.record(SESSION, TRIALS, "trials");
        lab.upload();
        SessionPath other = SessionPath.parse("COGP-003/2022-01-12/001");
        lab.record(other, TRIALS, "other");
        lab.record(SESSION, TIMES, "times");
        lab.settings = new UploadSettings(
                "local_smb",
                Naming.UUID,
                OnConflict.FAIL,
                lab.settings.filter(),
                Optional.empty(),
                false,
                lab.settings.today());

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).containsEntry(TIMES, new Outcome.Done());
        assertThat(LabFixture.of(TransferEvent.SessionFailed.class, events))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.session()).isEqualTo(other);
                    assertThat(failed.why().kind()).isEqualTo(Kind.NOT_FOUND);
                });
    }

    @Test
    void anUnknownSubjectStopsNoOtherSession() {
        SessionPath nobody = SessionPath.parse("NOBODY/2022-01-12/001");
        lab.record(nobody, TRIALS, "other");
        lab.record(SESSION, TIMES, "times");

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).containsEntry(TIMES, new Outcome.Done());
        assertThat(LabFixture.of(TransferEvent.SessionFailed.class, events))
                .singleElement()
                .satisfies(failed -> assertThat(failed.session()).isEqualTo(nobody));
    }

    @Test
    void aFileOutsideOfSessionsIsTold() {
        Seeds.put(lab.rig, "loose.csv", new byte[1]);
        lab.record(SESSION, TIMES, "times");

        assertThat(LabFixture.of(TransferEvent.NotPlanned.class, lab.upload()))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.where()).endsWith("loose.csv");
                    assertThat(told.why().kind()).isEqualTo(Kind.INVALID);
                });
    }

    @Test
    void aRunThatFindsItsPaceMovesEveryFile() {
        for (int i = 0; i < 40; i++) {
            lab.record(SESSION, "alf/probe%02d/spikes.times.npy".formatted(i), "times " + i);
        }
        lab.options = TransferOptions.DEFAULT.withTuning(new Tuning(1, 2, () -> 0));

        List<TransferEvent> events = lab.upload();

        assertThat(LabFixture.of(TransferEvent.Paced.class, events))
                .first()
                .isEqualTo(new TransferEvent.Paced(2, "start"));
        assertThat(outcomes(events)).hasSize(40).values().containsOnly(new Outcome.Done());
    }

    @Test
    void twoPartsOfOneSessionTakeTurns() {
        lab.record(SESSION, TRIALS, "trials");
        Seeds.put(lab.rig, "second-disk/" + SESSION + "/" + TIMES, new byte[] {1});

        List<TransferEvent> events = lab.upload();

        assertThat(LabFixture.of(TransferEvent.SessionFailed.class, events)).isEmpty();
        assertThat(outcomes(events)).containsOnlyKeys(TRIALS, TIMES).values().containsOnly(new Outcome.Done());
    }

    @Test
    void aPlainNameThatHoldsAnotherFileIsNotOverwritten() {
        lab.settings = with(Naming.PLAIN, OnConflict.FAIL);
        lab.record(SESSION, TRIALS, "trials");
        lab.upload();
        FilePath published = SESSION.folder().resolve(TRIALS);
        Seeds.put(lab.share, published.value(), new byte[99]);

        List<TransferEvent> events = lab.upload();

        assertThat(kind(events, TRIALS)).isEqualTo(Kind.CONFLICT);
        assertThat(Seeds.read(lab.share, published, lab.budget)).hasSize(99);
    }
}
