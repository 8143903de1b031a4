package org.alyxtransfer.sandbox.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jerolba.carpet.CarpetReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about sessions that are made up. */
class SessionGeneratorTest {
    private static final LocalDate NEW_YEAR = LocalDate.of(2022, 1, 1);

    @TempDir
    Path root;

    @Test
    void foldersAreLaidOutAsAlyxWantsThem() throws IOException {
        List<GeneratedSession> sessions = SessionGenerator.generate(
                GenerateSettings.small(root, "demolab", List.of("COGP-001", "COGP-002"), NEW_YEAR, 1));

        assertThat(sessions).hasSize(2);
        GeneratedSession second = sessions.get(1);
        assertThat(second.folder()).isEqualTo(root.resolve("demolab/Subjects/COGP-002/2022-01-01/001"));
        assertThat(second.files()).hasSize(12).allSatisfy(file -> assertThat(
                        second.folder().resolve(file.path()))
                .hasSize(file.size()));
        assertThat(tree(second.folder())).hasSize(12);
        assertThat(second.bytes()).isPositive();
    }

    @Test
    void everyNameHasExactlyOneTypeAndOneFormatInAlyx() throws IOException {
        GeneratedSession session = SessionGenerator.generate(withFiles(60)).get(0);

        assertThat(session.files()).hasSize(60).allSatisfy(file -> {
            String name = Path.of(file.path()).getFileName().toString();
            assertThat(AlyxRules.types(name)).as(name).hasSize(1);
            assertThat(AlyxRules.formats(name)).as(name).hasSize(1);
            assertThat(file.path()).matches("[A-Za-z0-9_./-]+");
        });
    }

    @Test
    void allKindsOfFilesAreAmongTheFirstDozen() throws IOException {
        GeneratedSession session = SessionGenerator.generate(withFiles(12)).get(0);

        assertThat(session.files().stream()
                        .map(file -> file.path().replaceFirst(".*\\.", ""))
                        .distinct())
                .containsExactlyInAnyOrder("pqt", "jsonable", "json", "npy", "bin", "csv");
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
        Map<String, ByteBuffer> first = contents(7, "first");
        Map<String, ByteBuffer> again = contents(7, "again");
        Map<String, ByteBuffer> other = contents(8, "other");

        assertThat(again).isEqualTo(first);
        assertThat(other.keySet()).isEqualTo(first.keySet());
        assertThat(other).allSatisfy((name, bytes) -> {
            // settings differ by one small number, if at all; all probes have their channels at the same places
            if (!name.endsWith(".json") && !name.contains("/channels.")) {
                assertThat(bytes).as(name).isNotEqualTo(first.get(name));
            }
        });
    }

    @Test
    void contentsDoNotChangeFromOneReleaseToTheNext() throws IOException {
        var noise = new Noise(42);

        assertThat(List.of(noise.nextLong(), noise.nextLong(), noise.nextLong()))
                .containsExactly(-4767286540954276203L, 2949826092126892291L, 5139283748462763858L);
    }

    @Test
    void sessionsAreSpreadOverTheDays() throws IOException {
        var settings = new GenerateSettings(
                root, "lab", List.of("A"), NEW_YEAR, LocalDate.of(2022, 1, 31), 4, 1, Sizes.TINY, 1);

        assertThat(SessionGenerator.generate(settings))
                .extracting(session -> session.id().folder())
                .containsExactly("A/2022-01-01/001", "A/2022-01-08/001", "A/2022-01-16/001", "A/2022-01-24/001");
    }

    @Test
    void severalSessionsOfADayAreNumbered() throws IOException {
        var settings =
                new GenerateSettings(root, "lab", List.of("A"), NEW_YEAR, NEW_YEAR.plusDays(1), 5, 1, Sizes.TINY, 1);

        assertThat(SessionGenerator.generate(settings))
                .extracting(session -> session.id().folder())
                .containsExactly(
                        "A/2022-01-01/001",
                        "A/2022-01-01/002",
                        "A/2022-01-01/003",
                        "A/2022-01-02/001",
                        "A/2022-01-02/002");
    }

    @Test
    void aStreamWritesASessionWhenItIsAskedForIt() {
        var settings = GenerateSettings.small(root, "lab", List.of("A", "B"), NEW_YEAR, 1);

        assertThat(SessionGenerator.stream(settings).limit(1)).hasSize(1);

        assertThat(root.resolve("lab/Subjects/A")).isDirectory();
        assertThat(root.resolve("lab/Subjects/B")).doesNotExist();
    }

    @Test
    void arraysAreNumPyFormat10() throws IOException {
        GeneratedSession session = SessionGenerator.generate(withFiles(26)).get(0);

        List<GeneratedFile> arrays = session.files().stream()
                .filter(file -> file.path().endsWith(".npy"))
                .toList();
        assertThat(arrays).hasSizeGreaterThan(15);
        for (GeneratedFile array : arrays) {
            assertNumPy(session.folder().resolve(array.path()));
        }
    }

    @Test
    void theTrialTableIsParquetWithTheColumnsOfTheIbl() throws IOException {
        GeneratedSession session = SessionGenerator.generate(withFiles(1)).get(0);
        Path table = session.folder().resolve("alf/_ibl_trials.table.pqt");

        try (var reader = ParquetFileReader.open(new LocalInputFile(table))) {
            assertThat(reader.getRecordCount()).isEqualTo(Sizes.TINY.trials());
            assertThat(reader.getFileMetaData().getSchema().getFields())
                    .extracting(Type::getName)
                    .contains("intervals_0", "intervals_1", "choice", "feedbackType", "contrastLeft", "stimOn_times");
        }
        List<Trial> trials = new CarpetReader<>(table.toFile(), Trial.class).toList();
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.end()).isGreaterThan(trial.start());
            assertThat(trial.contrastLeft() == null).isNotEqualTo(trial.contrastRight() == null);
        });
    }

    @Test
    void arraysOfOneObjectHaveARowForEachOfItsThings() throws IOException {
        Path session = SessionGenerator.generate(withFiles(28)).get(0).folder();

        assertThat(rows(session.resolve("alf/_ibl_wheel.position.npy")))
                .isEqualTo(rows(session.resolve("alf/_ibl_wheel.timestamps.npy")));
        assertThat(rows(session.resolve("alf/_ibl_wheelMoves.intervals.npy")))
                .isEqualTo(rows(session.resolve("alf/_ibl_wheelMoves.peakAmplitude.npy")));
        for (String attribute : List.of("clusters", "amps", "depths", "templates")) {
            assertThat(rows(session.resolve("alf/probe00/spikes." + attribute + ".npy")))
                    .isEqualTo(rows(session.resolve("alf/probe00/spikes.times.npy")));
        }
    }

    @Test
    void choicesFollowTheContrast() {
        List<Trial> trials = Trial.sequence(4_000, new Noise(1));

        assertThat(correct(trials, 1)).isGreaterThan(0.9);
        assertThat(correct(trials, 0.125)).isBetween(0.7, 0.95);
        assertThat(correct(trials, 0)).isBetween(0.45, 0.75);
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.firstMovement()).isGreaterThan(trial.stimulusOn());
            assertThat(trial.response()).isGreaterThan(trial.firstMovement());
        });
    }

    @Test
    void theCamerasFrameIsAPicture() throws IOException {
        Path frame = SessionGenerator.generate(withFiles(17))
                .get(0)
                .folder()
                .resolve("raw_video_data/_iblrig_rightCamera.frameData.png");

        BufferedImage image = ImageIO.read(frame.toFile());

        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getHeight()).isEqualTo(256);
    }

    @Test
    void theTextsAreReadable() throws IOException {
        GeneratedSession session = SessionGenerator.generate(withFiles(12)).get(0);
        Path raw = session.folder().resolve("raw_behavior_data");
        var json = new JsonMapper();

        JsonNode settings =
                json.readTree(raw.resolve("_iblrig_taskSettings.raw.json").toFile());
        List<String> lines = Files.readAllLines(raw.resolve("_iblrig_taskData.raw.jsonable"));
        List<String> uuids = Files.readAllLines(session.folder().resolve("alf/probe00/clusters.uuids.csv"));

        assertThat(settings.path("SUBJECT_NAME").asText()).isEqualTo("A");
        assertThat(settings.path("SESSION_NUMBER").asText()).isEqualTo("001");
        assertThat(lines).hasSize(Sizes.TINY.trials());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = json.readTree(lines.get(i));
            assertThat(line.path("trial_num").asInt()).isEqualTo(i + 1);
            assertThat(line.path("behavior_data").has("stimOn_times")).isTrue();
        }
        assertThat(uuids.get(0)).isEqualTo("uuids");
        assertThat(uuids.stream().skip(1).map(UUID::fromString)).isNotEmpty().allMatch(id -> id.version() == 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 1_048_576, 1_048_579, 3_000_001})
    void binariesHaveExactlyTheirSizeAndNoPattern(long size) throws IOException {
        Path file = root.resolve("samples.bin");

        Binary.write(file, size, new Noise(5));

        assertThat(file).hasSize(size);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(deflated(bytes)).isGreaterThanOrEqualTo((int) (bytes.length * 0.99));
    }

    @Test
    void nothingIsEverOverwritten() throws IOException {
        var settings = GenerateSettings.small(root, "lab", List.of("A"), NEW_YEAR, 1);
        SessionGenerator.generate(settings);

        assertThatThrownBy(() -> SessionGenerator.generate(settings)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a b", "ü"})
    void namesThatAlyxCouldNotFileAreRefused(String subject) {
        assertThatThrownBy(() -> GenerateSettings.small(root, "lab", List.of(subject), NEW_YEAR, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void benchmarkFilesAreOneSessionWithFoldersOfAHundred() throws IOException {
        GeneratedSession session = BenchmarkFiles.generate(root, 205, 100, 1);

        assertThat(session.files()).hasSize(205).allSatisfy(file -> {
            String name = Path.of(file.path()).getFileName().toString();
            assertThat(AlyxRules.types(name)).as(name).containsExactly("bulk.data");
            assertThat(AlyxRules.formats(name)).as(name).containsExactly("bin");
        });
        assertThat(tree(session.folder()).keySet().stream()
                        .collect(Collectors.groupingBy(name -> name.replaceFirst("/.*", ""), Collectors.counting())))
                .isEqualTo(Map.of("raw_bench_data_000", 100L, "raw_bench_data_001", 100L, "raw_bench_data_002", 5L));
        assertThat(tree(session.folder()).values().stream().distinct()).hasSize(205);
    }

    private GenerateSettings withFiles(int count) {
        return new GenerateSettings(root, "lab", List.of("A"), NEW_YEAR, NEW_YEAR, 1, count, Sizes.TINY, 1);
    }

    private Map<String, ByteBuffer> contents(long seed, String folder) throws IOException {
        Path into = root.resolve(folder);
        SessionGenerator.generate(new GenerateSettings(
                into, "lab", List.of("A", "B"), NEW_YEAR, NEW_YEAR.plusDays(3), 2, 30, Sizes.TINY, seed));
        return tree(into);
    }

    private static Map<String, ByteBuffer> tree(Path folder) throws IOException {
        var files = new TreeMap<String, ByteBuffer>();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), ByteBuffer.wrap(Files.readAllBytes(path)));
            }
        }
        return files;
    }

    private static double correct(List<Trial> trials, double contrast) {
        return trials.stream()
                .filter(trial -> Objects.equals(trial.contrastLeft(), contrast)
                        || Objects.equals(trial.contrastRight(), contrast))
                .mapToDouble(trial -> trial.feedbackType() > 0 ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static String rows(Path array) throws IOException {
        Matcher shape = Pattern.compile("'shape': \\((\\d+),")
                .matcher(new String(Files.readAllBytes(array), StandardCharsets.ISO_8859_1));
        assertThat(shape.find()).isTrue();
        return shape.group(1);
    }

    private static void assertNumPy(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        assertThat(magic).as(file.toString()).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        byte[] header = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(header);
        assertThat(bytes.position() % 64).as(file.toString()).isZero();
        Matcher literal = Pattern.compile(
                        "\\{'descr': '<[fi](\\d)', 'fortran_order': False, 'shape': \\((\\d+),(?: (\\d+))?\\), \\} *\n")
                .matcher(new String(header, StandardCharsets.US_ASCII));
        assertThat(literal.matches()).as(file.toString()).isTrue();
        int columns = literal.group(3) == null ? 1 : Integer.parseInt(literal.group(3));
        assertThat(bytes.remaining())
                .as(file.toString())
                .isEqualTo(Integer.parseInt(literal.group(1)) * Integer.parseInt(literal.group(2)) * columns);
    }

    private static int deflated(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 1000];
            return deflater.deflate(out);
        } finally {
            deflater.end();
        }
    }
}
