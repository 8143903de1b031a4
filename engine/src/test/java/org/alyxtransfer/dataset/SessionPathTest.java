package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPathTest {
    private static final SessionPath SESSION = new SessionPath("COGP-003", LocalDate.of(2022, 1, 11), 7);

    @ParameterizedTest
    @ValueSource(strings = {"COGP-003/2022-01-11/007", "COGP-003/2022-01-11/7", "COGP-003/2022-01-11/07"})
    void theNumberIsReadWithOrWithoutZeros(String text) {
        assertThat(SessionPath.parse(text)).isEqualTo(SESSION);
    }

    @Test
    void itIsWrittenWithThreeDigits() {
        assertThat(SESSION).hasToString("COGP-003/2022-01-11/007");
        assertThat(SESSION.folder()).isEqualTo(FilePath.of("COGP-003/2022-01-11/007"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "COGP-003",
                "COGP-003/2022-01-11",
                "COGP-003/2022-01-11/000",
                "COGP-003/2022-01-11/1000",
                "COGP-003/2022-01-11/-1",
                "COGP-003/2022-01-11/1/",
                "COGP-003/2022-02-30/001",
                "COGP-003/2022-1-11/001",
                "COGP-003/20220111/001",
                "COGP 003/2022-01-11/001",
                "../2022-01-11/001",
                "./2022-01-11/001",
                ".hidden/2022-01-11/001",
                "CÖGP/2022-01-11/001",
                "NUL/2022-01-11/001",
                "com1.x/2022-01-11/001",
                "COGP-003/２０２２-01-11/001",
                "COGP-003/2022-01-11/١"
            })
    void whatIsNoSessionIsRefusedAndNotFoundInAFolder(String text) {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> SessionPath.parse(text))
                .satisfies(why -> assertThat(why.kind()).isEqualTo(Kind.INVALID));
        assertThat(SessionPath.ofFolder(List.of(text.split("/", -1)))).isEmpty();
    }

    @Test
    void anAbsolutePathIsNoSession() {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> SessionPath.parse("/COGP-003/2022-01-11/1"));
    }

    @Test
    void aSubjectThatCannotBeAFolderIsRefused() {
        LocalDate date = LocalDate.of(2022, 1, 11);

        for (String subject : List.of("", "..", "a/b", "a\\b", "NUL", "x".repeat(256))) {
            assertThatExceptionOfType(TransferException.class)
                    .as(subject)
                    .isThrownBy(() -> new SessionPath(subject, date, 1));
        }
    }

    @Test
    void aYearThatCannotBeWrittenInFourDigitsIsRefused() {
        for (LocalDate date :
                List.of(LocalDate.MAX, LocalDate.of(10_000, 1, 1), LocalDate.of(0, 1, 1), LocalDate.MIN)) {
            assertThatExceptionOfType(TransferException.class)
                    .as(date.toString())
                    .isThrownBy(() -> new SessionPath("COGP-003", date, 1));
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (LocalDate date : List.of(LocalDate.of(9999, 12, 31), LocalDate.of(1, 1, 1))) {
            for (int number : List.of(1, 10, 999)) {
                SessionPath session = new SessionPath("COGP-003", date, number);

                assertThat(SessionPath.parse(session.toString())).isEqualTo(session);
            }
        }
    }

    @Test
    void theLastThreeElementsOfAFolderTell() {
        assertThat(SessionPath.ofFolder(List.of("data", "Subjects", "COGP-003", "2022-01-11", "007")))
                .contains(SESSION);
        assertThat(SessionPath.ofFolder(List.of("COGP-003", "2022-01-11", "007", "alf")))
                .isEmpty();
        assertThat(SessionPath.ofFolder(List.of("2022-01-11", "007"))).isEmpty();
    }

    @Test
    void sessionsAreInTheOrderOfSubjectDateAndNumber() {
        List<SessionPath> ordered = Stream.of(
                        "A/2022-01-02/001", "A/2022-01-02/010", "A/2022-01-10/002", "B/2021-01-01/001")
                .map(SessionPath::parse)
                .toList();

        assertThat(ordered.stream().sorted((a, b) -> b.compareTo(a)).sorted()).containsExactlyElementsOf(ordered);
    }
}
