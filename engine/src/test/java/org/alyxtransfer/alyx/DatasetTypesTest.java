package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetTypesTest {
    private static final List<DatasetType> TYPES =
            Fields.each(Recording.resource("dataset-types.json"), "types").stream()
                    .map(DatasetType::read)
                    .toList();
    private static final List<DataFormat> FORMATS =
            Fields.each(Recording.resource("data-formats.json"), "formats").stream()
                    .map(DataFormat::read)
                    .toList();

    static Stream<JsonNode> outcomes() {
        return StreamSupport.stream(Recording.resource("register-outcomes.json").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void agreesWithWhatARealAlyxMadeOfTheName(JsonNode outcome) {
        TypeMatch match =
                DatasetTypes.of(TYPES, FORMATS).match(outcome.path("filename").asText());

        String detail = outcome.path("detail").asText();
        if (detail.startsWith("No dataset type")) {
            assertThat(match).isInstanceOf(TypeMatch.NoType.class);
        } else if (detail.startsWith("Multiple")) {
            assertThat(match).isEqualTo(new TypeMatch.SeveralTypes(List.of("ambiguous.one", "ambiguous.two")));
        } else if (detail.startsWith("DataFormat")) {
            assertThat(match).isInstanceOf(TypeMatch.NoFormat.class);
        } else {
            assertThat(match).isInstanceOfSatisfying(TypeMatch.Known.class, known -> {
                assertThat(known.type().name()).isEqualTo(outcome.path("type").asText());
                assertThat(known.format().name())
                        .isEqualTo(outcome.path("format").asText());
            });
        }
    }

    @Test
    void namespaceAndTimescaleAreNoPartOfTheTypesName() {
        DatasetTypes types = DatasetTypes.of(List.of(new DatasetType("brandNew.thing", "", "")), FORMATS);

        assertThat(types.match("_ns_brandNew.thing_clock.npy")).isInstanceOf(TypeMatch.Known.class);
    }

    @Test
    void aRefusalSaysWhatToDo() {
        TypeMatch none = DatasetTypes.of(TYPES, FORMATS).match("_ibl_unknownObj.thing.npy");

        assertThat(none.refusal("alf/_ibl_unknownObj.thing.npy"))
                .hasMessageContaining("alf/_ibl_unknownObj.thing.npy")
                .hasMessageContaining("create the type 'unknownObj.thing'");
    }

    @Test
    void twoFormatsOfOneExtensionAreAsBadAsNone() {
        DataFormat one = new DataFormat("one", ".npy", "");
        DataFormat two = new DataFormat("two", ".npy", "");
        DatasetTypes types = DatasetTypes.of(List.of(new DatasetType("a.b", "", "")), List.of(one, two));

        assertThat(types.match("a.b.npy")).isEqualTo(new TypeMatch.NoFormat(".npy"));
    }

    @ParameterizedTest
    @CsvSource({
        "*trials.table*, _ibl_trials.table.pqt, true",
        "*TRIALS.table*, trials.Table.pqt, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "[ab]c, bc, true",
        "[!ab]c, bc, false",
        "[a-c]x, bx, true",
        "[]x]y, ]y, true",
        "[x, [x, true",
        "*, anything, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXbXbX, false",
        "'', x, false",
        "spikes.times*, spikes.timesX, true",
    })
    void wildcardsAreThoseOfPythonsFnmatch(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void wildcardsWithoutSetsAgreeWithARegularExpression() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, "ab*?", 6);
            String name = text(random, "ab", 6);
            String regex = pattern.replace("*", ".*").replace("?", ".");

            assertThat(new Glob(pattern).matches(name))
                    .as("seed %d, pattern %s, name %s", seed, pattern, name)
                    .isEqualTo(name.matches(regex));
        }
    }

    @Test
    void aHostilePatternEndsSoon() {
        String pattern = "*a".repeat(2_000) + "b";

        assertThat(new Glob(pattern).matches("a".repeat(10_000))).isFalse(); // a regular expression would not return
    }

    private static String text(Random random, String letters, int longest) {
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            all.add(String.valueOf(letters.charAt(random.nextInt(letters.length())))
                    .toLowerCase(Locale.ROOT));
        }
        return String.join("", all);
    }
}
