package org.alyxtransfer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.alyxtransfer.sandbox.hostile.HostileNames;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.DataUrls;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a server calls a file becomes a path below the folder or an address below its base, or a typed refusal. */
@Tag("fuzz")
class HostileNamesFuzzTest {
    private static final int CASES = Fuzz.cases(20_000);
    private static final Path FOLDER = Path.of("/srv/downloads");
    private static final BaseUrl BASE = BaseUrl.parse("https://files.example.org:8443/lab/Subjects/");
    private static final UUID ID = UUID.fromString("a4d167f2-4f60-4a6b-9706-c0c9e237c9d8");

    @Test
    void theCorpusIsJudgedAsItIsWritten() {
        List<HostileNames.Written> corpus = HostileNames.corpus();

        assertThat(corpus).hasSizeGreaterThan(80).allSatisfy(written -> {
            Optional<FilePath> path = unlessRefused(() -> FilePath.of(written.text()));
            assertThat(path.map(FilePath::value))
                    .as(shown(written.text()))
                    .isEqualTo(written.usable() ? Optional.of(written.text()) : Optional.empty());
        });
    }

    @Test
    void aPathStaysBelowItsFolder() {
        AtomicInteger taken = new AtomicInteger();

        Fuzz.each("paths", CASES, (random, number) -> {
            Optional<FilePath> path = unlessRefused(() -> path(random));
            path.filter(found -> !found.isRoot()).ifPresent(found -> {
                taken.incrementAndGet();
                requireBelow(found);
            });
        });
        assertThat(taken).hasValueGreaterThan(CASES / 50);
    }

    @Test
    void anAddressStaysBelowItsBase() {
        AtomicInteger taken = new AtomicInteger();

        Fuzz.each("addresses", CASES, (random, number) -> {
            Optional<FilePath> path = unlessRefused(() -> path(random));
            path.ifPresent(found -> {
                taken.incrementAndGet();
                requireBelow(BASE.encoded(found), found);
            });
        });
        assertThat(taken).hasValueGreaterThan(CASES / 50);
    }

    @Test
    void aDataUrlLeadsToAnAllowedServerOrNowhere() {
        DataUrls urls = DataUrls.allowing(List.of(BASE));
        AtomicInteger taken = new AtomicInteger();

        Fuzz.each("data_urls", CASES, (random, number) -> {
            String url = url(random);
            Optional<DataUrls.Located> located = unlessRefused(() -> urls.split(url));
            located.ifPresent(found -> {
                taken.incrementAndGet();
                assertThat(found.base()).isEqualTo(BASE);
                requireBelow(found.path());
                requireBelow(found.base().encoded(found.path()), found.path());
            });
            unlessRefused(() -> BaseUrl.parse(url)).ifPresent(base -> {
                URI address = base.encoded(FilePath.of("x"));
                assertThat(base.origin() + address.getRawPath()).isEqualTo(address.toString());
                assertThat(address.getUserInfo()).isNull();
            });
        });
        assertThat(taken).hasValueGreaterThan(CASES / 100);
    }

    @Test
    void aSessionsNameIsAFolderOfThreeElements() {
        Fuzz.each("sessions", CASES, (random, number) -> {
            String text =
                    random.nextBoolean() ? HostileNames.path(random) + "/2022-01-11/001" : HostileNames.path(random);
            unlessRefused(() -> SessionPath.parse(text)).ifPresent(session -> {
                assertThat(session.folder().elements()).hasSize(3);
                requireBelow(session.folder());
            });
        });
    }

    /** Put together as downloads do it: lab, session's folder, collection, revision, name, id. */
    private static FilePath path(Random random) {
        DatasetPath dataset = new DatasetPath(
                random.nextBoolean() ? "alf" : HostileNames.path(random),
                random.nextInt(4) > 0 ? "" : HostileNames.name(random),
                random.nextBoolean() ? HostileNames.name(random) : HostileNames.path(random));
        FilePath folder = FilePath.of(random.nextInt(4) > 0 ? "lab" : HostileNames.path(random));
        return switch (random.nextInt(4)) {
            case 0 -> folder.resolve(dataset.relative());
            case 1 -> folder.resolve(dataset.relativeWithId(ID));
            case 2 -> FilePath.of(HostileNames.path(random));
            default -> dataset.relative().sibling(HostileNames.name(random));
        };
    }

    private static String url(Random random) {
        String path = HostileNames.path(random);
        return switch (random.nextInt(6)) {
            case 0 -> path;
            case 1 -> "https://" + path + BASE.folder() + "x";
            case 2 -> "https://files.example.org:8443" + path;
            case 3 -> "https://files.example.org:8443/lab/Subjects" + path;
            case 4 -> "https://files.example.org" + HostileNames.name(random) + ":8443/lab/Subjects/x";
            default -> BASE + path;
        };
    }

    private static void requireBelow(FilePath path) {
        Path joined = FOLDER.resolve(path.value());
        assertThat(joined.normalize()).isEqualTo(joined).startsWithRaw(FOLDER).isNotEqualTo(FOLDER);
        assertThat(joined.getNameCount())
                .isEqualTo(FOLDER.getNameCount() + path.elements().size());
    }

    private static void requireBelow(URI address, FilePath path) {
        assertThat(address.getScheme()).isEqualTo("https");
        assertThat(address.getRawAuthority()).isEqualTo("files.example.org:8443");
        assertThat(address.getRawQuery()).isNull();
        assertThat(address.getRawFragment()).isNull();
        assertThat(address.normalize()).isEqualTo(address);
        assertThat(address.getRawPath()).startsWith(BASE.folder());
        String rest = address.getRawPath().substring(BASE.folder().length());
        assertThat(URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(path.value());
    }

    private static <T> Optional<T> unlessRefused(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (TransferException refusal) {
            assertThat(refusal.kind()).isIn(Kind.INVALID, Kind.DENIED);
            assertThat(refusal.getMessage()).hasSizeLessThan(6_000).doesNotContain("\u001b", "\0", "\u202e", "\u009b");
            return Optional.empty();
        }
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(80).forEach(c -> shown.append(c < 0x7f && c >= ' ' ? "" + (char) c : "<%04x>".formatted(c)));
        return shown.toString();
    }
}
