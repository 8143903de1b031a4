package org.alyxtransfer.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.cli.output.Figures;

/**
 * Tells from measurements what limits a transfer.
 *
 * <p>Each stage that can be measured by itself says how much of it the transfer used. The one that is used most is the
 * bottleneck, if it is nearly used up. Otherwise this computer mostly waited, and only the way to the server and the server
 * itself are left: when the same files go the other way much faster, it is not the way.
 */
final class Diagnosis {
    /** A stage of which less is used than that can't be what all wait for. */
    static final double NEARLY_ALL = 0.75;

    /** So many times as fast the other way is more than what measurements differ by. */
    static final double MUCH_FASTER = 1.5;

    private final Evidence seen;

    private Diagnosis(Evidence seen) {
        this.seen = seen;
    }

    static Verdict of(Evidence seen) {
        return new Diagnosis(seen).verdict();
    }

    private Verdict verdict() {
        List<Finding> findings = findings();
        Finding most = findings.get(0);
        if (most.used() < NEARLY_ALL) {
            Finding rest = theServerOrTheWay();
            List<Finding> all = new ArrayList<>(List.of(rest));
            all.addAll(findings);
            return new Verdict(rest.stage(), sentence(rest) + " " + help(rest.stage()), all);
        }
        return new Verdict(most.stage(), sentence(most) + " " + help(most.stage()), findings);
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Processors.finding(seen));
        if (seen.hashing() != null) {
            findings.add(hashing(seen.hashing()));
        }
        if (seen.roundTripSeconds() != null) {
            findings.add(roundTrips(seen.roundTripSeconds()));
        }
        if (seen.sourceAlone() != null) {
            findings.add(disk(Stage.SOURCE_READ, "read", seen.sourceAlone()));
        }
        if (seen.targetAlone() != null) {
            findings.add(disk(Stage.TARGET_WRITE, "written", seen.targetAlone()));
        }
        findings.sort(Comparator.comparingDouble(Finding::used).reversed());
        return findings;
    }

    private Finding hashing(HashSpeed speed) {
        double lanes = HashSpeed.lanes(seen.cores(), seen.concurrency());
        double most = speed.of(seen.concurrency(), seen.cores());
        return new Finding(
                Stage.HASHING,
                seen.bytesPerSecond() / most,
                text(
                        "one core hashes %s of one file and %s of eight at once, and %.1f files can use %.1f cores: %s",
                        Figures.speed(speed.one()),
                        Figures.speed(speed.eight()),
                        seen.concurrency(),
                        lanes,
                        Figures.speed(most)));
    }

    private Finding roundTrips(double seconds) {
        double perFile = seen.concurrency() / Math.max(seen.filesPerSecond(), 1e-9);
        double waiting = seen.stepsPerFile() * seconds;
        return new Finding(
                Stage.ROUND_TRIPS,
                Math.min(1, waiting / Math.max(perFile, 1e-9)),
                text(
                        "%.1f round trips of %.1f ms are %.1f ms of the %.1f ms that a file takes",
                        seen.stepsPerFile(), seconds * 1000, waiting * 1000, perFile * 1000));
    }

    private Finding disk(Stage stage, String how, double alone) {
        return new Finding(
                stage,
                seen.bytesPerSecond() / alone,
                text("by itself the disk is %s with %s", how, Figures.speed(alone)));
    }

    private Finding theServerOrTheWay() {
        boolean upload = seen.mode() == Mode.UPLOAD;
        if (seen.otherWay() == null) {
            return new Finding(
                    Stage.NETWORK,
                    1,
                    "or by the server's disks: nothing on this computer is used up; modes upload and download tell more");
        }
        double faster = seen.otherWay() / seen.bytesPerSecond();
        if (faster >= MUCH_FASTER) {
            return new Finding(
                    upload ? Stage.SERVER_WRITE : Stage.SERVER_READ,
                    1,
                    text(
                            "the same files go the other way with %s, %.1f times as fast, so it is not the way there",
                            Figures.speed(seen.otherWay()), faster));
        }
        return new Finding(
                Stage.NETWORK,
                1,
                text(
                        "the same files go the other way with %s, %.1f times as fast",
                        Figures.speed(seen.otherWay()), faster));
    }

    private String sentence(Finding finding) {
        return text(
                "%s, %.1f files/s: limited by %s (%s).",
                Figures.speed(seen.bytesPerSecond()),
                seen.filesPerSecond(),
                finding.stage().words(),
                finding.numbers());
    }

    private String help(Stage stage) {
        return switch (stage) {
            case PROCESSORS -> Processors.help(seen);
            case HASHING -> "More files at once are hashed faster (transfer.files-in-flight).";
            case ROUND_TRIPS ->
                "More files at once hide the waiting (transfer.files-in-flight, smb.connections); a nearer server removes it.";
            case SOURCE_READ -> "A faster disk for the originals would help; no setting does.";
            case TARGET_WRITE -> "A faster disk for the downloads would help; no setting does.";
            case SERVER_WRITE ->
                "Look at the server's disks, its cache, and how it syncs; no setting here changes them.";
            case SERVER_READ -> "Look at the server's disks and cache; no setting here changes them.";
            case NETWORK -> "Look at the link's speed (a gigabit line carries 112 MiB/s) and at the server's load.";
            case REGISTRATION -> "";
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
