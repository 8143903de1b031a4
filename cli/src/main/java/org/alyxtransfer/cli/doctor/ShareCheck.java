package org.alyxtransfer.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.ShareLogin;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.kerberos.TicketCache;
import org.alyxtransfer.cli.kerberos.TicketFile;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SessionFacts;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.layer.ChosenStorage;
import org.alyxtransfer.storage.smb.SmbStorage;
import reactor.core.publisher.Mono;

/** The share or folder: log-in, signing, writing, renaming, removing, free space. */
final class ShareCheck {
    static final int PROBE_BYTES = 60_000; // one chunk of any storage

    private static final String AREA = "share";
    private static final Duration SHORT = Duration.ofHours(1);
    private static final long LITTLE_SPACE = 10L << 30;

    private final Storage storage;
    private final boolean wantsJcifs;
    private final ShareLogin login;
    private final Settings settings;
    private final Waiting waiting;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<FilePath> probe = Optional.empty();

    ShareCheck(Connections open, Waiting waiting) {
        this.storage = open.storage();
        this.wantsJcifs = open.settings().get(Keys.SMB_CLIENT).equals("jcifs");
        this.settings = open.settings();
        this.login = ShareLogin.of(open.settings());
        this.waiting = waiting;
    }

    List<Finding> findings(boolean writes) {
        try {
            Limits limits = waiting.value(storage.limits());
            boolean isShare = storage.name().startsWith("smb:");
            findings.add(Finding.ok(AREA, storage.name() + " lets the user in" + (isShare ? " " + login.words() : "")));
            if (isShare) {
                tickets();
                wire(limits);
            }
            if (writes) {
                writeAndRename();
            } else {
                findings.add(Finding.note(AREA, "writing and renaming were not tried: dry run", ""));
            }
            waiting.find(storage.freeBytes()).ifPresent(this::space);
        } catch (RuntimeException e) {
            findings.add(
                    Finding.bad(AREA, e, advice(TransferException.from(e, AREA).kind())));
        }
        return findings;
    }

    /** A file that was left on the share for the file server to show. */
    Optional<FilePath> probe() {
        return probe;
    }

    List<Finding> removeProbe() {
        if (probe.isEmpty()) {
            return List.of();
        }
        try {
            waiting.untilOver(storage.remove(probe.get())); // after Ctrl-C, too
            return List.of(Finding.ok(AREA, "removing works"));
        } catch (RuntimeException e) {
            return List.of(Finding.bad(AREA, e, "Remove " + probe.get() + " by hand, and let the user delete files."));
        }
    }

    private void tickets() {
        if (login != ShareLogin.KERBEROS) {
            return;
        }
        TicketFile found = ShareLogin.tickets(settings).look();
        String what = "tickets of " + found.holder()
                + found.end().map(end -> ", until " + TicketCache.at(end)).orElse("");
        boolean isShort = found.end()
                .filter(end -> end.isBefore(Instant.now().plus(SHORT)))
                .isPresent();
        findings.add(isShort ? Finding.note(AREA, what, "Run 'kinit' before a long run.") : Finding.ok(AREA, what));
    }

    private void wire(Limits limits) {
        boolean isProtected = limits.wire() == Limits.Wire.PROTECTED;
        findings.add(Finding.ok(AREA, spoken(isProtected) + (isProtected ? "" : "; uploads are read back to be sure")));
        if (limits.flush() == Limits.Flush.CLOSE_ONLY) {
            findings.add(Finding.note(
                    AREA,
                    "this client cannot ask the server to flush: after a power cut of the server the last files may be cut",
                    "Verify the last uploads after such a cut: run the same upload again."));
        }
    }

    private String spoken(boolean isProtected) {
        Storage spokenTo = storage instanceof ChosenStorage either
                ? waiting.find(either.chosen()).orElse(storage)
                : storage;
        if (spokenTo instanceof SmbStorage share) {
            return waiting.find(share.facts()).map(ShareCheck::spoken).orElse("");
        }
        String dialect = spokenTo instanceof JcifsStorage share
                ? waiting.find(share.dialect())
                        .map(known -> "speaks " + known + ", ")
                        .orElse("")
                : "";
        return dialect + (isProtected ? "signed" : "not signed") + ", not encrypted (client jcifs)";
    }

    private static String spoken(SessionFacts facts) {
        String protection =
                facts.isSealed() ? "encrypted" : facts.isSigned() ? "signed" : "neither signed nor encrypted";
        return "speaks " + facts.dialect().name().replaceFirst("_", " ").replace('_', '.') + ", " + protection;
    }

    private void writeAndRename() {
        String name = "doctor-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        FilePath staging = FilePath.of(".at-" + name + ".part");
        FilePath target = FilePath.of(".alyx-transfer-" + name + ".bin");
        StagingTarget file = new StagingTarget(staging, PROBE_BYTES, Instant.now());
        Mono<Void> work =
                storage.putSmall(file, Mono::just).flatMap(staged -> storage.publish(staged, target, OnExisting.FAIL));
        long before = System.nanoTime();
        try {
            waiting.end(work);
        } catch (RuntimeException e) {
            waiting.untilOver(
                    storage.discard(staging).then(storage.remove(target)).onErrorComplete());
            throw e;
        }
        probe = Optional.of(target);
        double millis = (System.nanoTime() - before) / 1e6;
        findings.add(Finding.ok(
                AREA, String.format(Locale.ROOT, "writing and renaming work (%.0f ms for a small file)", millis)));
    }

    private void space(long free) {
        String what = Figures.bytes(free) + " free";
        findings.add(free < LITTLE_SPACE ? Finding.note(AREA, what, "Make room.") : Finding.ok(AREA, what));
    }

    private String advice(Kind kind) {
        return switch (kind) {
            case AUTHENTICATION -> login.advice();
            case DENIED ->
                login.isNobodys()
                        ? "Let guests write and rename there (Samba: guest ok), or see storage.login."
                        : "Let the user write and rename there; is the share read-only?";
            case NOT_FOUND -> "See storage.url: the share or its folder is not there.";
            case UNSUPPORTED ->
                (wantsJcifs ? "Set smb.client to reactive, which can encrypt; else see" : "See")
                        + " smb.min-dialect, smb.max-dialect, smb.signing and smb.encryption.";
            case UNREACHABLE, TIMEOUT, DISCONNECTED ->
                "Is the server up, and port 445 (or the one in storage.url) open?"
                        + (login == ShareLogin.KERBEROS ? " And the key distribution centre of krb5.conf?" : "");
            case FULL -> "Make room on the server, or raise the quota.";
            default -> "";
        };
    }
}
