package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.storage.Limits.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationChoiceTest {
    private static final int FILES = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 50, 99})
    void aSampleHasAboutSoManyOfAHundredFiles(int percent) {
        assertThat(100.0 * sampled(percent).size() / FILES).isCloseTo(percent, within(1.0));
    }

    @Test
    void aLargerSampleContainsTheSmallerOnes() {
        assertThat(sampled(20))
                .containsAll(sampled(5))
                .hasSizeGreaterThan(sampled(5).size());
    }

    @Test
    void allOfAHundredAreAll() {
        assertThat(sampled(100)).hasSize(FILES);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void aSampleOfNoneOrOfMoreThanAllIsRefused(int percent) {
        assertThatThrownBy(() -> VerificationChoice.sample(percent)).hasMessageContaining(Integer.toString(percent));
    }

    @Test
    void theWireDecidesUnlessSomethingIsChosen() {
        assertThat(VerificationChoice.byWire().of(file(1), Wire.OPEN)).isEqualTo(Verification.READ_BACK);
        assertThat(VerificationChoice.byWire().of(file(1), Wire.PROTECTED)).isEqualTo(Verification.STREAM);
        assertThat(VerificationChoice.always(Verification.SIZE).of(file(1), Wire.OPEN))
                .isEqualTo(Verification.SIZE);
    }

    @Test
    void anUploadReadsBackTheFilesOfTheSampleAndNoOthers() {
        try (LabFixture lab = new LabFixture()) {
            IntStream.range(0, 40)
                    .forEach(i -> lab.record(SESSION, file(i).relative().value(), "spikes " + i));
            lab.verification = VerificationChoice.sample(30);

            Set<String> readBack = LabFixture.of(TransferEvent.Verified.class, lab.upload()).stream()
                    .filter(verified -> verified.how().equals(Verification.READ_BACK.name()))
                    .map(verified -> verified.file().relative().value())
                    .collect(Collectors.toSet());

            assertThat(readBack)
                    .isEqualTo(IntStream.range(0, 40)
                            .mapToObj(VerificationChoiceTest::file)
                            .filter(file -> sampled(30).contains(file))
                            .map(file -> file.relative().value())
                            .collect(Collectors.toSet()))
                    .isNotEmpty()
                    .hasSizeLessThan(40);
        }
    }

    private static Set<FileKey> sampled(int percent) {
        VerificationChoice choice = VerificationChoice.sample(percent);
        return IntStream.range(0, FILES)
                .mapToObj(VerificationChoiceTest::file)
                .filter(file -> choice.of(file, Wire.PROTECTED) == Verification.READ_BACK)
                .collect(Collectors.toSet());
    }

    private static FileKey file(int number) {
        return new FileKey(SESSION, FilePath.of("alf/probe%05d/spikes.times.npy".formatted(number)));
    }
}
