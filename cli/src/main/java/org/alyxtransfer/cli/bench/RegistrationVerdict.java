package org.alyxtransfer.cli.bench;

import java.util.List;
import java.util.Locale;

/** What is to be said of registrations alone: there is nothing but Alyx to wait for. */
final class RegistrationVerdict {
    private static final int SECONDS_PER_HOUR = 3600;

    private RegistrationVerdict() {}

    static Verdict of(MeasuredRun run, int sessions) {
        double rate = run.filesPerSecond();
        String numbers = String.format(
                Locale.ROOT,
                "%d requests at once; this program used %.0f %% of one core",
                sessions,
                100 * run.usage().cpuSeconds() / run.usage().seconds());
        String sentence = String.format(
                Locale.ROOT,
                "%.1f files/s, %,.0f an hour: limited by %s (%s). Transfers of files that come faster wait for it at the"
                        + " end; more workers of Alyx help, and register.requests-in-flight up to their number.",
                rate,
                rate * SECONDS_PER_HOUR,
                Stage.REGISTRATION.words(),
                numbers);
        return new Verdict(Stage.REGISTRATION, sentence, List.of(new Finding(Stage.REGISTRATION, 1, numbers)));
    }
}
