package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alyxtransfer.cli.bench.Advice.Trial;
import org.alyxtransfer.cli.bench.Sweep.Target;
import org.junit.jupiter.api.Test;

class AdviceTest {
    @Test
    void theFastestIsRecommended() {
        Trial eight = new Trial(Map.of("transfer.files-in-flight", "8"), 1.2);
        Trial many = new Trial(Map.of("transfer.files-in-flight", "32"), 1.4);

        assertThat(Advice.best(List.of(eight, many, new Trial(Map.of(), 1)))).contains(many);
    }

    @Test
    void aGainThatTwoRunsOfTheSameDifferByIsNotRecommended() {
        assertThat(Advice.best(List.of(new Trial(Map.of("smb.connections", "4"), 1.09))))
                .isEmpty();
        assertThat(Advice.best(List.of())).isEmpty();
    }

    @Test
    void twiceAsFastAndHalfAsFastIsAsBefore() {
        assertThat(Advice.speed(List.of(100.0, 10.0), List.of(200.0, 5.0))).isCloseTo(1, within(1e-9));
        assertThat(Advice.speed(List.of(100.0, 10.0), List.of(200.0, 20.0))).isCloseTo(2, within(1e-9));
    }

    @Test
    void lessSafeSettingsAreTriedButNeverRecommended() {
        assertThat(Sweep.of(Mode.UPLOAD, Target.SHARE, true, Sweep.NAMES))
                .filteredOn(sweep -> !sweep.mayRecommend())
                .extracting(Sweep::name)
                .containsExactly("protection");
    }

    @Test
    void onlyWhatMattersIsVaried() {
        assertThat(Sweep.of(Mode.DOWNLOAD, Target.SHARE, true, Sweep.NAMES))
                .extracting(Sweep::name)
                .containsExactly("files", "connections", "ranges");
        assertThat(Sweep.of(Mode.UPLOAD, Target.FOLDER, false, Sweep.NAMES))
                .extracting(Sweep::name)
                .containsExactly("files");
    }

    @Test
    void clientJcifsHasConnectionsOfItsOwn() {
        Target target = Target.of("smb://server/share", "jcifs");

        assertThat(Sweep.of(Mode.UPLOAD, target, false, Set.of("connections", "chunk")))
                .singleElement()
                .satisfies(sweep -> assertThat(sweep.values()).isNotEmpty().allSatisfy(value -> assertThat(value)
                        .containsOnlyKeys("smb.lanes")));
    }
}
