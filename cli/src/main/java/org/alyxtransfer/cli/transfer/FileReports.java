package org.alyxtransfer.cli.transfer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.TransferEvent;

/** Tells each file's end: to programs all of them, to people those that did not go well, and the others on {@code -v}. */
final class FileReports {
    private final Output output;
    private final boolean verbose;
    /** What is known of files on their way; as many as are in flight or wait for Alyx. */
    private final Map<PlannedFile, Map<String, Object>> known = new HashMap<>();

    FileReports(Output output, boolean verbose) {
        this.output = output;
        this.verbose = verbose;
    }

    /** What to print for the event; does nothing when there is nothing to say. */
    void tell(TransferEvent event, java.util.function.Consumer<Runnable> printer) {
        if (event instanceof TransferEvent.Verified verified) {
            Map<String, Object> facts = of(verified.file());
            facts.put("verified", verified.how());
            verified.checksums().forEach(sum -> facts.put(name(sum), sum.hex()));
        } else if (event instanceof TransferEvent.Registered registered) {
            of(registered.file()).put("dataset", registered.datasetId().toString());
        } else if (event instanceof TransferEvent.Published published) {
            of(published.file()).put("target", published.target().value());
        } else if (event instanceof TransferEvent.NotPlanned none) {
            printer.accept(() -> trouble("not-planned", Map.of("where", none.where()), none.why()));
        } else if (event instanceof TransferEvent.SessionFailed session) {
            String name = session.session().toString();
            printer.accept(() -> trouble("session-failed", Map.of("session", name), session.why()));
        } else if (event instanceof TransferEvent.Retried retried) {
            printer.accept(() -> retried(retried));
        } else if (event instanceof TransferEvent.Paced paced) {
            printer.accept(() -> paced(paced));
        } else if (event instanceof TransferEvent.SourceRemoved removed) {
            printer.accept(() -> source(removed.file(), Map.of("removed", true)));
        } else if (event instanceof TransferEvent.SourceKept kept) {
            printer.accept(() -> kept(kept));
        } else if (event instanceof TransferEvent.Finished finished) {
            Map<String, Object> facts = known.remove(finished.file());
            printer.accept(() -> finished(finished, facts == null ? Map.of() : facts));
        }
    }

    private void paced(TransferEvent.Paced paced) {
        say("files at once: " + paced.files() + "  (" + paced.why() + ")");
        output.emit("paced", Map.of("files", paced.files(), "why", paced.why()));
    }

    private void source(PlannedFile file, Map<String, Object> what) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", file.session().toString());
        fields.put("path", file.relative().value());
        fields.putAll(what);
        output.emit("source", fields);
    }

    private void kept(TransferEvent.SourceKept kept) {
        output.remark("Not removed: " + kept.why().getMessage());
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("removed", false));
        add(fields, kept.why());
        source(kept.file(), fields);
    }

    private Map<String, Object> of(PlannedFile file) {
        return known.computeIfAbsent(file, any -> new LinkedHashMap<>());
    }

    private void finished(TransferEvent.Finished finished, Map<String, Object> facts) {
        PlannedFile file = finished.file();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("session", file.session().toString());
        fields.put("path", file.relative().value());
        fields.put("size", file.size());
        String path = file.session() + "/" + file.relative();
        Outcome outcome = finished.outcome();
        if (outcome instanceof Outcome.Done) {
            say(path + "  " + Figures.bytes(file.size()));
            fields.put("outcome", "done");
        } else if (outcome instanceof Outcome.Skipped skipped) {
            say(path + "  skipped: " + inWords(skipped.reason()));
            fields.put("outcome", "skipped");
            fields.put("reason", skipped.reason().name());
        } else if (outcome instanceof Outcome.Failed failed) {
            output.remark("Failed: " + withPath(path, failed.why()));
            fields.put("outcome", "failed");
            add(fields, failed.why());
        } else if (outcome instanceof Outcome.Unregistered unregistered) {
            output.remark("Not registered: " + withPath(path, unregistered.why()));
            fields.put("outcome", "unregistered");
            add(fields, unregistered.why());
        }
        fields.putAll(facts);
        output.emit("file", fields);
    }

    private void say(String line) {
        if (verbose) {
            output.say(line);
        }
    }

    private void trouble(String type, Map<String, Object> fields, TransferException why) {
        output.remark("Failed: " + why.getMessage());
        Map<String, Object> all = new LinkedHashMap<>(fields);
        add(all, why);
        output.emit(type, all);
    }

    private void retried(TransferEvent.Retried retried) {
        if (verbose) {
            output.remark("Trying another source: " + retried.why().getMessage());
        }
    }

    private static void add(Map<String, Object> fields, TransferException why) {
        fields.put("kind", why.kind().name());
        fields.put("message", String.valueOf(why.getMessage()));
    }

    /** The failure may name a staging file or a server only. */
    private static String withPath(String path, TransferException why) {
        String message = String.valueOf(why.getMessage());
        int colon = message.indexOf(": ");
        boolean repeats = colon > 0 && path.endsWith("/" + message.substring(0, colon));
        return message.contains(path) ? message : path + ": " + (repeats ? message.substring(colon + 2) : message);
    }

    private static String name(Checksum sum) {
        return sum.algorithm().name().toLowerCase(Locale.ROOT);
    }

    static String inWords(Reason reason) {
        return switch (reason) {
            case SAME -> "already there with the same content";
            case CONFLICT -> "another content is there, left as it is";
            case JUNK -> "left behind by a system (Thumbs.db, .DS_Store and the like)";
            case FILTERED -> "left out by your filters";
            case NOT_A_FILE -> "links and other things that are no files";
            case NO_SESSION -> "in no session's folder";
        };
    }
}
