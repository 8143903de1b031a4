package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistrationVerdictTest {
    /** 4 requests of 50 files at once, each of which takes four seconds. */
    private static Verdict verdict(double clientLoad, double machineLoad, double questionSeconds) {
        return RegistrationVerdict.of(evidence(50, clientLoad, machineLoad, questionSeconds), 4);
    }

    private static Evidence evidence(
            double filesPerSecond, double clientLoad, double machineLoad, @Nullable Double questionSeconds) {
        return new Evidence(
                Mode.REGISTER,
                0,
                filesPerSecond,
                4,
                clientLoad,
                machineLoad,
                null,
                4,
                questionSeconds,
                0.02,
                null,
                null,
                null,
                false);
    }

    @Test
    void whatTakesLongBesideAShortWayIsAlyx() {
        Verdict verdict = verdict(0.05, 0.1, 0.02);

        assertThat(verdict.bottleneck()).isEqualTo(Stage.REGISTRATION);
        assertThat(verdict.sentence())
                .contains("50.0 files/s", "180,000 an hour", "each took 4000 ms", "takes 20 ms", "workers");
        assertThat(verdict.findings())
                .extracting(Finding::stage)
                .containsExactly(Stage.REGISTRATION, Stage.PROCESSORS, Stage.ROUND_TRIPS);
    }

    @Test
    void alyxIsNotBlamedForALongWay() {
        Verdict verdict = verdict(0.05, 0.1, 3.2);

        assertThat(verdict.bottleneck()).isEqualTo(Stage.ROUND_TRIPS);
        assertThat(verdict.sentence()).contains("takes 3200 ms", "register.requests-in-flight");
    }

    @Test
    void norForProcessorsThatOthersKeepBusy() {
        Verdict verdict = verdict(0.1, 0.95, 0.02);

        assertThat(verdict.bottleneck()).isEqualTo(Stage.PROCESSORS);
        assertThat(verdict.sentence()).contains("95 % busy", "this program 10 %", "Other programs");
    }

    @Test
    void nothingRegisteredIsNoReasonToFail() {
        Verdict verdict = RegistrationVerdict.of(evidence(0, 0, 0, null), 4);

        assertThat(verdict.bottleneck()).isEqualTo(Stage.REGISTRATION);
        assertThat(verdict.sentence()).contains("0.0 files/s", "no registration was answered");
    }
}
