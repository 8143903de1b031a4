package org.alyxtransfer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFilterTest {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");

    @ParameterizedTest
    @CsvSource({
        "*.npy, alf/spikes.times.npy, true",
        "*.npy, alf/spikes.times.csv, false",
        "spikes*, alf/probe00/spikes.times.npy, true",
        "alf/*, alf/spikes.times.npy, true",
        "alf/*, alf/probe00/spikes.times.npy, false",
        "alf/**, alf/probe00/spikes.times.npy, true",
        "'**/spikes.{times,clusters}.npy', alf/spikes.clusters.npy, true",
        "spikes.times.npy, alf/Spikes.times.npy, false",
    })
    void aPatternWithASlashIsHeldAgainstThePathAndOneWithoutAgainstTheName(
            String pattern, String path, boolean matches) {
        assertThat(rejects(filter(List.of(pattern), List.of()), path).isEmpty()).isEqualTo(matches);
        assertThat(rejects(filter(List.of(), List.of(pattern)), path).isPresent())
                .isEqualTo(matches);
    }

    @Test
    void whatIsExcludedIsLeftOutThoughItIsIncluded() {
        FileFilter filter = filter(List.of("*.npy", "*.csv"), List.of("spikes*"));

        assertThat(rejects(filter, "alf/spikes.times.npy")).contains(Reason.FILTERED);
        assertThat(rejects(filter, "alf/trials.table.csv")).isEmpty();
        assertThat(rejects(filter, "alf/trials.table.pqt")).contains(Reason.FILTERED);
    }

    @Test
    void junkIsJunkWhateverIsIncluded() {
        FileFilter filter = filter(List.of("*"), List.of());

        for (String junk : List.of("Thumbs.db", ".DS_Store", "._spikes.times.npy", "~$notes.xlsx", ".at-00ff.part")) {
            assertThat(rejects(filter, "alf/" + junk)).as(junk).contains(Reason.JUNK);
        }
        assertThat(rejects(filter, "alf/.at-00ff.npy")).isEmpty();
    }

    @Test
    void listedPathsBeginAtTheSessionsFolderOrAtTheSubject() {
        FileFilter filter = new FileFilter(
                List.of(),
                List.of(),
                Optional.of(
                        Set.of("alf/a.x.npy", "COGP-003/2022-01-11/001/alf/b.x.npy", "B/2022-01-11/001/alf/c.x.npy")));

        assertThat(rejects(filter, "alf/a.x.npy")).isEmpty();
        assertThat(rejects(filter, "alf/b.x.npy")).isEmpty();
        assertThat(rejects(filter, "alf/c.x.npy")).contains(Reason.FILTERED);
        assertThat(rejects(filter, "a.x.npy")).contains(Reason.FILTERED);
    }

    @Test
    void anEmptyListTakesNothing() {
        FileFilter filter = new FileFilter(List.of(), List.of(), Optional.of(Set.of()));

        assertThat(rejects(filter, "alf/a.x.npy")).contains(Reason.FILTERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a", "a\\"})
    void anUnusablePatternIsToldAsSuch(String pattern) {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> filter(List.of(pattern), List.of()))
                .satisfies(why -> assertThat(why.kind()).isEqualTo(Kind.INVALID));
    }

    private static FileFilter filter(List<String> include, List<String> exclude) {
        return new FileFilter(include, exclude, Optional.empty());
    }

    private static Optional<Reason> rejects(FileFilter filter, String path) {
        return filter.rejects(SESSION, FilePath.of(path));
    }
}
