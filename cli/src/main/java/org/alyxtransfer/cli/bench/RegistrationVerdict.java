package org.alyxtransfer.cli.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What limits registrations alone: this computer's processors, the way to Alyx, or else Alyx itself.
 *
 * <p>A question after one record tells what a request costs without any work; what the requests take beyond it is Alyx's.
 */
final class RegistrationVerdict {
    private static final int SECONDS_PER_HOUR = 3600;

    private RegistrationVerdict() {}

    /** @param requests under way at once */
    static Verdict of(Evidence seen, int requests) {
        Finding way = way(seen, requests);
        List<Finding> mostUsedFirst = Stream.of(Processors.finding(seen), way)
                .sorted(Comparator.comparingDouble(Finding::used).reversed())
                .toList();
        Finding most = mostUsedFirst.get(0);
        if (most.used() >= Diagnosis.NEARLY_ALL) {
            return new Verdict(most.stage(), sentence(seen, most) + " " + help(seen, most.stage()), mostUsedFirst);
        }
        Finding alyx = new Finding(Stage.REGISTRATION, 1, way.numbers());
        return new Verdict(
                Stage.REGISTRATION,
                sentence(seen, alyx) + " " + help(seen, Stage.REGISTRATION),
                Stream.concat(Stream.of(alyx), mostUsedFirst.stream()).toList());
    }

    private static Finding way(Evidence seen, int requests) {
        double question = seen.roundTripSeconds() == null ? 0 : seen.roundTripSeconds();
        double answered = seen.filesPerSecond() * seen.stepsPerFile();
        if (answered == 0) {
            return new Finding(Stage.ROUND_TRIPS, 0, "no registration was answered in time");
        }
        double took = requests / answered;
        String numbers = String.format(
                Locale.ROOT,
                "%d requests at once, of which each took %.0f ms; a question after one record takes %.0f ms",
                requests,
                took * 1000,
                question * 1000);
        return new Finding(Stage.ROUND_TRIPS, Math.min(1, question / took), numbers);
    }

    private static String sentence(Evidence seen, Finding finding) {
        return String.format(
                Locale.ROOT,
                "%.1f files/s, %,.0f an hour: limited by %s (%s).",
                seen.filesPerSecond(),
                seen.filesPerSecond() * SECONDS_PER_HOUR,
                finding.stage().words(),
                finding.numbers());
    }

    private static String help(Evidence seen, Stage stage) {
        return switch (stage) {
            case PROCESSORS -> Processors.help(seen);
            case ROUND_TRIPS ->
                "More requests at once hide the waiting (register.requests-in-flight), up to the number of Alyx's workers.";
            default ->
                "Transfers of files that come faster wait for it at the end; more workers of Alyx help, and"
                        + " register.requests-in-flight up to their number.";
        };
    }
}
