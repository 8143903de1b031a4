package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {
    private static final List<String> NASTY = List.of(
            "/",
            "/",
            "/",
            ".",
            "..",
            "...",
            ". ",
            ".. ",
            " ",
            "\\",
            ":",
            "C:",
            "\0",
            "\n",
            "\t",
            "\u007f",
            "con",
            "NUL",
            "Aux.npy",
            "com1",
            "lpt9.x",
            "a",
            "spikes.times.npy",
            "#2023-01-01#",
            "ü",
            "日",
            "\ud83d\ude00",
            "%2e",
            "%2F",
            "~",
            "$",
            "*",
            "?",
            "x".repeat(256),
            "é".repeat(128));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "//server/share",
                "a//b",
                "a/",
                ".",
                "..",
                "a/../b",
                "a/./b",
                "../../etc/passwd",
                ".. /b",
                "a/.. ",
                "a/. .",
                "..\\b",
                "a\\b",
                "\\\\server\\share",
                "C:/b",
                "C:b",
                "a.npy:stream",
                "a\0.npy",
                "a\n.npy",
                "a\u007f.npy",
                "con",
                "a/NUL",
                "Aux.npy",
                "com1.tar.gz",
                "a/lpt9.x/b",
                "con .npy",
                "CONIN$",
                "a/conout$.npy",
                "a.",
                "a/b..",
                "a ",
                "a /b"
            })
    void whatCouldLeaveTheRootOrBreakAShareIsRefused(String value) {
        assertThat(refusal(value))
                .hasValueSatisfying(why -> assertThat(why.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ".hidden",
                "...a",
                "a..b",
                "a/b c/d",
                "alf/#2023-01-01#/spikes.times.npy",
                "console.log",
                "com10",
                "conin",
                " a",
                "lpt",
                "umläut/日本.npy",
                "%2e%2e/%2f"
            })
    void otherNamesAreKeptAsTheyAre(String value) {
        assertThat(FilePath.of(value).value()).isEqualTo(value);
        assertThat(String.join("/", FilePath.of(value).elements())).isEqualTo(value);
    }

    @Test
    void aNameMayHave255BytesAndNoMore() {
        assertThat(refusal("a/" + "x".repeat(255))).isEmpty();
        assertThat(refusal("a/" + "x".repeat(256))).isPresent();
        assertThat(refusal("é".repeat(127) + "x")).isEmpty();
        assertThat(refusal("é".repeat(128))).isPresent();
    }

    @Test
    void aRefusalShowsNoControlCharactersAndIsNotLong() {
        TransferException why = refusal("a\u001b[31m\n" + "x".repeat(100_000)).orElseThrow();

        assertThat(why.getMessage()).doesNotContain("\u001b", "\n").hasSizeLessThan(400);
    }

    @Test
    void anyTextIsRefusedOrStaysBelowTheRoot() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path root = Path.of("/srv/share");
        int taken = 0;

        for (int i = 0; i < 50_000; i++) {
            String text = nasty(random);
            Optional<FilePath> path = read(text);
            if (path.isEmpty()) {
                continue;
            }
            taken++;
            Path joined = root.resolve(text);
            assertThat(joined.normalize())
                    .as("seed %d, text '%s'", seed, text)
                    .startsWithRaw(root)
                    .isEqualTo(joined);
            assertThat(path.get().elements())
                    .as("seed %d, text '%s'", seed, text)
                    .allSatisfy(element -> {
                        assertThat(element).isNotEmpty().doesNotContain("\\", ":", "\0", "\n");
                        assertThat(element.replaceAll("[. ]", "")).isNotEmpty();
                        assertThat(element.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
                        assertThat(element.toLowerCase(Locale.ROOT)).doesNotMatch("(con|nul|aux|com1|lpt9) *(\\..*)?");
                    });
        }

        assertThat(taken).as("seed %d: enough texts were taken to tell", seed).isGreaterThan(1_000);
    }

    @Test
    void theRootHasNoNameAndIsItsOwnParent() {
        assertThat(FilePath.ROOT.name()).isEmpty();
        assertThat(FilePath.ROOT.parent()).isEqualTo(FilePath.ROOT);
        assertThat(FilePath.ROOT.elements()).isEmpty();
        assertThat(FilePath.ROOT.resolve("a/b")).isEqualTo(FilePath.of("a/b"));
        assertThat(FilePath.of("a").resolve(FilePath.ROOT)).isEqualTo(FilePath.of("a"));
    }

    @Test
    void partsFitTogether() {
        FilePath path = FilePath.of("a/b/c.npy");

        assertThat(path.name()).isEqualTo("c.npy");
        assertThat(path.parent().resolve(path.name())).isEqualTo(path);
        assertThat(path.sibling("d")).isEqualTo(FilePath.of("a/b/d"));
        assertThat(path.relativeTo(FilePath.of("a"))).isEqualTo(FilePath.of("b/c.npy"));
        assertThat(path.relativeTo(FilePath.ROOT)).isEqualTo(path);
    }

    @Test
    void aNeighbourWithALongerNameIsNotBelow() {
        assertThat(FilePath.of("ab/c").isBelow(FilePath.of("a"))).isFalse();
        assertThat(FilePath.of("a").isBelow(FilePath.of("a"))).isFalse();
        assertThat(FilePath.ROOT.isBelow(FilePath.ROOT)).isFalse();
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> FilePath.of("ab/c").relativeTo(FilePath.of("a")));
    }

    private static String nasty(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(5);
        for (int i = 0; i < parts; i++) {
            text.append(NASTY.get(random.nextInt(NASTY.size())));
        }
        return text.toString();
    }

    private static Optional<FilePath> read(String text) {
        try {
            return Optional.of(FilePath.of(text)).filter(path -> !path.isRoot());
        } catch (TransferException why) {
            assertThat(why.kind()).isEqualTo(Kind.INVALID);
            return Optional.empty();
        }
    }

    private static Optional<TransferException> refusal(String value) {
        try {
            FilePath.of(value);
            return Optional.empty();
        } catch (TransferException why) {
            return Optional.of(why);
        }
    }
}
