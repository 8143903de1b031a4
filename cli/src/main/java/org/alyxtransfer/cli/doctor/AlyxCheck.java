package org.alyxtransfer.cli.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Lab;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.alyx.SelfDescription;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.alyx.User;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.dataset.TimeSpan;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Alyx: reachable, lets the user in, knows the repository and some types; its clock. */
final class AlyxCheck {
    private static final String AREA = "alyx";
    private static final Duration FAR_OFF = Duration.ofMinutes(2);

    private final Connections open;
    private final Waiting waiting;
    private final List<Finding> findings = new ArrayList<>();

    AlyxCheck(Connections open, Waiting waiting) {
        this.open = open;
        this.waiting = waiting;
    }

    List<Finding> findings() {
        OpenAddress.finding(AREA, open.settings().get(Keys.ALYX_URL)).ifPresent(findings::add);
        try {
            AlyxClient alyx = open.alyx();
            long before = System.nanoTime();
            User user = waiting.value(alyx.whoAmI());
            long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
            findings.add(Finding.ok(
                    AREA, open.settings().get(Keys.ALYX_URL) + " lets " + user.name() + " in (" + millis + " ms)"));
            waiting.find(alyx.sessions(SessionQuery.any()).next());
            release(alyx);
            writing(alyx, user);
            types(alyx);
            repository(alyx);
            clock();
        } catch (RuntimeException e) {
            findings.add(Finding.bad(
                    AREA, e, "See alyx.url, alyx.user and the password (ALYX_PASSWORD) or token (ALYX_TOKEN)."));
        }
        return findings;
    }

    /** Alyx 3.6.1 tells no version, so what it offers stands for one. */
    private void release(AlyxClient alyx) {
        try {
            SelfDescription alyxs = waiting.value(alyx.selfDescription());
            String version = alyxs.version().isEmpty() ? "it tells no version" : "its version is " + alyxs.version();
            findings.add(
                    alyxs.missing().isEmpty()
                            ? Finding.ok(
                                    AREA,
                                    "offers all " + SelfDescription.wanted()
                                            + " requests, filters and fields that are used here, as Alyx 3.6.1 does ("
                                            + version + ")")
                            : Finding.bad(
                                    AREA,
                                    "lacks " + String.join(", ", alyxs.missing()) + " (" + version + ")",
                                    "Update Alyx: 3.6.1 has them. It ignores filters that it does not know."));
        } catch (RuntimeException e) {
            findings.add(Finding.note(
                    AREA,
                    "does not describe itself, so its version stays unknown: " + e.getMessage(),
                    "Known to work with Alyx 3.6.1."));
        }
    }

    private void writing(AlyxClient alyx, User user) {
        findings.add(
                waiting.value(alyx.mayWrite())
                        ? Finding.ok(AREA, user.name() + " may write (nothing was written to find out)")
                        : Finding.bad(
                                        AREA,
                                        new TransferException(
                                                Kind.DENIED,
                                                open.settings()
                                                        .get(Keys.ALYX_URL)
                                                        .toString(),
                                                user.name() + " may only read: downloads work, uploads don't"),
                                        "Ask the admin of Alyx for an account that is not a public one.")
                                .thatCanWait());
    }

    private void types(AlyxClient alyx) {
        long types = waiting.value(alyx.datasetTypes().count());
        long formats = waiting.value(alyx.dataFormats().count());
        String what = Figures.count(types, "dataset type") + ", " + Figures.count(formats, "data format");
        findings.add(
                types == 0 || formats == 0
                        ? Finding.bad(AREA, what, "Create them: 'alyx-transfer setup alyx --from FILE'.")
                                .thatCanWait()
                        : Finding.ok(AREA, what));
    }

    private void repository(AlyxClient alyx) {
        Optional<String> name = open.settings().find(Keys.REPOSITORY);
        if (name.isEmpty()) {
            findings.add(Finding.bad(
                            AREA,
                            "alyx.repository is not set, so uploads can't be registered",
                            "Set it to the share's name in Alyx.")
                    .thatCanWait());
            return;
        }
        try {
            Repository repository = waiting.value(alyx.repository(name.get()));
            findings.add(Finding.ok(AREA, "knows the repository " + repository.name()));
            address(repository);
            List<String> labs = waiting.value(alyx.labs()
                    .filter(lab -> lab.repositories().contains(repository.name()))
                    .map(Lab::name)
                    .collectList());
            findings.add(
                    labs.isEmpty()
                            ? Finding.note(
                                    AREA,
                                    "no lab uses the repository " + repository.name(),
                                    "Add it to the lab's repositories in Alyx.")
                            : Finding.ok(AREA, "the repository belongs to " + String.join(", ", labs)));
        } catch (RuntimeException e) {
            Finding missing = Finding.bad(
                    AREA, e, "Set alyx.repository to one that exists, or create it: 'alyx-transfer setup alyx'.");
            boolean isUnknown = TransferException.from(e, AREA).kind() == Kind.NOT_FOUND;
            findings.add(isUnknown ? missing.thatCanWait() : missing);
        }
    }

    private void address(Repository repository) {
        String url = repository.dataUrl();
        if (repository.isPersonal()) {
            findings.add(Finding.bad(
                    AREA,
                    repository.name() + " is a personal repository; Alyx hides what lies there from others",
                    "Take the file server's repository."));
        }
        if (url == null) {
            findings.add(Finding.note(
                    AREA,
                    repository.name()
                            + " has no data_url: its files can't be downloaded by HTTP, and ONE fails on them",
                    "Set it in Alyx to the file server's address of the subjects' folder."));
        } else if (url.contains("@")) {
            findings.add(Finding.bad(
                    AREA,
                    "the data_url of " + repository.name() + " seems to hold a user name or password, for all to read",
                    "Take it out in Alyx, and set http.user and HTTP_PASSWORD."));
        } else if (!url.endsWith("/")) {
            findings.add(Finding.bad(
                    AREA,
                    "the data_url of " + repository.name() + " does not end with '/': all its URLs are wrong",
                    "Add the slash in Alyx."));
        } else {
            findings.add(Finding.ok(AREA, "its files are at " + url));
        }
    }

    private void clock() {
        URI alyx = open.settings().get(Keys.ALYX_URL);
        Optional<Instant> theirs = ServerClock.of(alyx, open.trust());
        if (theirs.isEmpty()) {
            findings.add(Finding.note(AREA, "tells no time, so clocks can't be compared", ""));
            return;
        }
        Duration off = Duration.between(theirs.get(), Instant.now()).abs();
        findings.add(
                off.compareTo(FAR_OFF) > 0
                        ? Finding.note(
                                AREA,
                                "its clock and this computer's differ by " + TimeSpan.shown(off),
                                "Set the clocks (NTP): sessions may get the wrong day.")
                        : Finding.ok(AREA, "clocks agree"));
    }
}
