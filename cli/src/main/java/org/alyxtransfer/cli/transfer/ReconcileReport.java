package org.alyxtransfer.cli.transfer;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.reconcile.ComparedFile;
import org.alyxtransfer.reconcile.Copy;
import org.alyxtransfer.reconcile.Finding;
import org.alyxtransfer.reconcile.ReconcileEvent;

/** Tells what a reconciliation found, in tables of some hundred gaps each, and sums it up. */
public final class ReconcileReport {
    private static final int ROWS = 500; // a table is held in memory, and a share may have a million gaps

    private final Output output;
    private final boolean tellsAll;
    private final Map<Finding, Long> found = new EnumMap<>(Finding.class);
    private final Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    private Table table = newTable();
    private long sessions;
    private long repaired;
    private long repairable;
    private long failed;

    /**
     * A report of nothing so far.
     *
     * @param tellsAll also the files of which all places agree
     */
    public ReconcileReport(Output output, boolean tellsAll) {
        this.output = output;
        this.tellsAll = tellsAll;
    }

    /** Counts an event and tells it. */
    public void tell(ReconcileEvent event) {
        if (event instanceof ReconcileEvent.SessionCompared) {
            sessions++;
        } else if (event instanceof ReconcileEvent.Compared compared) {
            found(compared.file(), Optional.empty());
            repairable += compared.file().isRepairable() ? 1 : 0;
        } else if (event instanceof ReconcileEvent.NotRepaired not) {
            found(not.file(), Optional.of(not.why()));
        } else if (event instanceof ReconcileEvent.Repaired done) {
            repaired++;
            row("repaired", done.file(), done.how() + " (was: " + done.file().why() + ")");
            emit(done.file(), Map.of("repair", done.how()));
        } else if (event instanceof ReconcileEvent.Failed failure) {
            failed(failure.where(), failure.why());
        }
    }

    private void found(ComparedFile file, Optional<TransferException> why) {
        Finding finding = file.finding();
        found.merge(finding, 1L, Long::sum);
        codes.add(codeOf(finding));
        if (finding.isGap() || tellsAll) {
            String words =
                    why.map(failure -> "not repaired: " + failure.getMessage()).orElse(file.why());
            row(finding.name().toLowerCase(Locale.ROOT), file, words);
        }
        Map<String, Object> more = new LinkedHashMap<>();
        why.ifPresent(failure -> {
            codes.add(ExitCode.ofFile(failure.kind()));
            more.put("repair", "failed");
            more.put("kind", failure.kind().name());
            more.put("message", String.valueOf(failure.getMessage()));
        });
        emit(file, more);
    }

    private static ExitCode codeOf(Finding finding) {
        return switch (finding) {
            case SAME -> ExitCode.DONE;
            case DIFFERENT -> ExitCode.MISMATCH;
            case MISSING, ORPHANED -> ExitCode.FILES_FAILED;
            case UNREGISTERED, STAGED -> ExitCode.UNREGISTERED;
        };
    }

    private void row(String finding, ComparedFile file, String why) {
        table.row(
                finding,
                file.toString(),
                size(file.disk()),
                size(file.share()),
                file.dataset().map(ReconcileReport::size).orElse("-"),
                why);
        if (table.size() == ROWS) {
            flush();
        }
    }

    private void flush() {
        if (!table.isEmpty()) {
            output.say(table);
            table = newTable();
        }
    }

    private static Table newTable() {
        return new Table("FOUND", "FILE", ">DISK", ">SHARE", ">ALYX", "WHY");
    }

    private static String size(Optional<Copy> copy) {
        return copy.map(there -> Figures.bytes(there.size())).orElse("-");
    }

    private static String size(Dataset dataset) {
        Long size = dataset.size();
        return size == null ? "?" : Figures.bytes(size);
    }

    private void emit(ComparedFile file, Map<String, Object> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", file.session().toString());
        fields.put("path", file.relative().value());
        fields.put("finding", file.finding().name());
        fields.put("why", file.why());
        file.disk().ifPresent(copy -> fields.put("disk_size", copy.size()));
        file.share().ifPresent(copy -> {
            fields.put("share_size", copy.size());
            fields.put("share_path", copy.stat().path().value());
        });
        file.dataset().ifPresent(dataset -> {
            fields.put("dataset", dataset.id().toString());
            fields.put("alyx_size", dataset.size());
        });
        fields.putAll(more);
        output.emit("file", fields);
    }

    private void failed(String where, TransferException why) {
        failed++;
        codes.add(ExitCode.ofFile(why.kind()));
        output.remark("Failed: " + why.getMessage());
        output.emit(
                "failed",
                Map.of(
                        "where", where,
                        "kind", why.kind().name(),
                        "message", String.valueOf(why.getMessage())));
    }

    /**
     * The summary, and the code to end with.
     *
     * @param how what was compared, in words
     */
    public ExitCode end(boolean interrupted, String how) {
        flush();
        Set<ExitCode> all = EnumSet.noneOf(ExitCode.class);
        all.addAll(codes);
        if (codes.isEmpty() && repaired == 0) {
            all.add(ExitCode.NOTHING_MATCHED);
        }
        if (interrupted) {
            all.add(ExitCode.INTERRUPTED);
        }
        ExitCode code = ExitCode.gravest(all);
        say(how);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sessions", sessions);
        fields.put("found", found);
        fields.put("repaired", repaired);
        fields.put("repairable", repairable);
        fields.put("failed", failed);
        fields.put("exit", code.number());
        fields.put("exits", all.stream().map(ExitCode::number).toList());
        output.emit("summary", fields);
        return code;
    }

    private void say(String how) {
        long files = found.values().stream().mapToLong(Long::longValue).sum() + repaired;
        output.say("Compared " + Figures.count(files, "file") + " of " + Figures.count(sessions, "session") + " ("
                + how + "): "
                + found.entrySet().stream()
                        .map(entry ->
                                entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + (repaired > 0 ? (found.isEmpty() ? "" : ", ") + repaired + " repaired" : "") + ".");
        if (failed > 0) {
            output.say("  Not compared or repaired to the end, " + Figures.count(failed, "place") + ": reasons above.");
        }
        if (repairable > 0) {
            output.say("Next: --repair finishes " + repairable + " of these; nothing that is there is written over.");
        }
        if (found.getOrDefault(Finding.MISSING, 0L) > 0) {
            output.say(
                    "Next: upload or download what is missing; the same command as before goes on where it stopped.");
        }
    }
}
