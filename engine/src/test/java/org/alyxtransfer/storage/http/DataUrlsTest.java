package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlsTest {
    private final BaseUrl lab = BaseUrl.parse("https://files.example.org/lab/Subjects/");
    private final BaseUrl inner = BaseUrl.parse("https://files.example.org/lab/Subjects/KS001");
    private final BaseUrl other = BaseUrl.parse("http://other.example.org:8080");
    private final DataUrls urls = DataUrls.allowing(List.of(lab, inner, other));

    @Test
    void aUrlIsCutBehindItsBase() {
        DataUrls.Located located =
                urls.split("https://files.example.org/lab/Subjects/COGP-003/2022-01-15/001/alf/a.npy");

        assertThat(located.base()).isEqualTo(lab);
        assertThat(located.path()).isEqualTo(FilePath.of("COGP-003/2022-01-15/001/alf/a.npy"));
    }

    @Test
    void theLongestBaseWins() {
        assertThat(urls.split("https://files.example.org/lab/Subjects/KS001/x").base())
                .isEqualTo(inner);
    }

    @Test
    void defaultPortsAndCaseOfTheHostDoNotMatter() {
        assertThat(urls.split("HTTPS://Files.Example.org:443/lab/Subjects/x").path())
                .isEqualTo(FilePath.of("x"));
    }

    @Test
    void whatFollowsTheBaseIsTakenLiterally() {
        FilePath path = urls.split("http://other.example.org:8080/a/#2022-01-15#/b c%20d?e.npy")
                .path();

        assertThat(path).isEqualTo(FilePath.of("a/#2022-01-15#/b c%20d?e.npy"));
        assertThat(other.encoded(path))
                .hasToString("http://other.example.org:8080/a/%232022-01-15%23/b%20c%2520d%3Fe.npy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/lab/Subjects/x",
                "http://files.example.org/lab/Subjects/x",
                "https://files.example.org:444/lab/Subjects/x",
                "https://files.example.org/lab/Subjects2/x",
                "https://files.example.org/lab/",
                "https://files.example.org.evil.org/lab/Subjects/x",
                "http://other.example.org/x"
            })
    void anotherServerOrFolderIsRefused(String url) {
        TransferException refused = catchThrowableOfType(TransferException.class, () -> urls.split(url));

        assertThat(refused.kind()).isEqualTo(Kind.DENIED);
        assertThat(refused).hasMessageContaining("nothing was sent there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://files.example.org/lab/Subjects/../../etc/passwd",
                "https://files.example.org/lab/Subjects//x",
                "https://files.example.org/lab/Subjects/",
                "https://files.example.org/lab/Subjects/a\\b",
                "https://files.example.org/lab/Subjects/a\u0000b",
                "https://files.example.org/lab/Subjects/c:/x",
                "https://files.example.org@evil.example.org/lab/Subjects/x",
                "https://files.example.org\\@evil.example.org/x",
                "https://user:secret@files.example.org/lab/Subjects/x",
                "https://files.example.org:99999/lab/Subjects/x",
                "ftp://files.example.org/lab/Subjects/x",
                "//files.example.org/lab/Subjects/x",
                "file:///etc/passwd",
                "https:///x",
                ""
            })
    void whatCannotBeUsedIsInvalid(String url) {
        TransferException refused = catchThrowableOfType(TransferException.class, () -> urls.split(url));

        assertThat(refused.kind()).isEqualTo(Kind.INVALID);
        assertThat(refused.getMessage()).doesNotContain("secret").doesNotContain("\u0000");
    }
}
