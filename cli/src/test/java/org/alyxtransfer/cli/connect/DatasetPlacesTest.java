package org.alyxtransfer.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Of several records of one dataset some are of no use. */
class DatasetPlacesTest {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    private static final String USABLE = "COGP-003/2022-01-11/001/alf/spikes.times.npy";
    private static final UUID ID = UUID.fromString("a4d167f2-4f60-4a6b-9706-c0c9e237c9d8");
    private static final FileRecord CLIMBING = record(1, "good", "../../etc/passwd");
    private static final FileRecord AT_BAD_ADDRESS = record(2, "bad", USABLE);
    private static final FileRecord GOOD = record(3, "good", USABLE);

    @TempDir
    Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger(DatasetPlaces.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(logged);
    }

    @Test
    void unusableRecordsAreNamedAndTheOthersUsed() {
        try (Connections open = open()) {
            DatasetPlaces places = places(open);

            assertThat(places.of(SESSION, dataset(CLIMBING, AT_BAD_ADDRESS, GOOD)))
                    .hasSize(2)
                    .allSatisfy(place -> assertThat(place.path().value()).startsWith("COGP-003/2022-01-11/001/alf/"));
            assertThat(warnings())
                    .hasSize(2)
                    .anyMatch(line -> line.contains(CLIMBING.id().toString()) && line.contains("relative path"))
                    .anyMatch(line -> line.contains(AT_BAD_ADDRESS.id().toString()) && line.contains("base URL"))
                    .allMatch(line -> line.contains("COGP-003/2022-01-11/001/spikes.times.npy"));
        }
    }

    @Test
    void aDatasetFailsOnlyWhenNoRecordIsLeftAndSaysWhyOfEach() {
        try (Connections open = open()) {
            DatasetPlaces places = places(open);

            assertThatThrownBy(() -> places.of(SESSION, dataset(CLIMBING, AT_BAD_ADDRESS)))
                    .isInstanceOfSatisfying(TransferException.class, why -> assertThat(why.kind())
                            .isEqualTo(TransferException.Kind.INVALID))
                    .hasMessageContainingAll(
                            CLIMBING.id().toString(),
                            "not a usable relative path",
                            AT_BAD_ADDRESS.id().toString(),
                            "not a usable base URL");
            assertThat(places.of(SESSION, dataset())).isEmpty();
        }
    }

    @Test
    void theUrlIsThatOfTheFirstUsableRecord() {
        try (Connections open = open()) {
            DatasetPlaces places = places(open);

            assertThat(places.url(dataset(CLIMBING, AT_BAD_ADDRESS, GOOD))).hasValueSatisfying(url -> assertThat(url)
                    .startsWith("http://127.0.0.1:1/good/COGP-003/2022-01-11/001/alf/spikes.times."));
            assertThat(places.url(dataset(CLIMBING))).isEmpty();
        }
    }

    private List<String> warnings() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private Connections open() {
        ProfileChoice none = new ProfileChoice("none", folder.resolve("none.yaml"), false);
        return new Connections(Settings.load(none, Map.of(), Map.of()));
    }

    private static DatasetPlaces places(Connections open) {
        return new DatasetPlaces(
                open,
                Map.of(
                        "good", repository("good", "http://127.0.0.1:1/good/"),
                        "bad", repository("bad", "http://127.0.0.1:1/a/../b/")));
    }

    private static Repository repository(String name, String url) {
        return new Repository(name, "host", "/", url, "Fileserver", false);
    }

    private static FileRecord record(int number, String repository, String path) {
        return new FileRecord(new UUID(0, number), repository, path, null, true);
    }

    private static Dataset dataset(FileRecord... records) {
        return new Dataset(
                ID,
                null,
                "spikes.times.npy",
                "alf",
                "",
                "spikes.times",
                "npy",
                1L,
                "",
                "",
                true,
                false,
                List.of(),
                "anna",
                null,
                List.of(records));
    }
}
