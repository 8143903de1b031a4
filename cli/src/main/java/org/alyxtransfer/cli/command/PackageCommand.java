package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import org.alyxtransfer.cli.packaging.Manifest;
import org.alyxtransfer.cli.packaging.PackagedFile;
import org.alyxtransfer.cli.packaging.SessionPackage;
import org.alyxtransfer.dataset.AlfName;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lays loose experiment files out as a session's folder, ready for {@code upload}. */
@Command(
        name = "package",
        description = "Lays loose experiment files out as a session's folder, with a manifest of sizes and MD5s.")
public final class PackageCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files of one collection.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--subject", required = true, description = "The subject, e.g. COGP-003.")
    private String subject = "";

    @Option(names = "--date", required = true, paramLabel = "YYYY-MM-DD", description = "The day of the session.")
    private @Nullable LocalDate date;

    @Option(names = "--number", defaultValue = "1", description = "The session of that day (default: 1).")
    private int number;

    @Option(names = "--collection", defaultValue = "", description = "The folder in the session, e.g. alf/probe00.")
    private String collection = "";

    @Option(names = "--revision", defaultValue = "", description = "Lay them out as a revision, e.g. 2022-02-01.")
    private String revision = "";

    @Option(names = "--into", required = true, paramLabel = "ROOT", description = "Where subjects' folders stand.")
    private @Nullable Path root;

    @Option(
            names = "--link",
            description = "Make hard links instead of copies, where the disk can: quick, and needs no space;"
                    + " but who changes the original then changes the package.")
    private boolean link;

    public PackageCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException {
        if (date == null || root == null) {
            throw new IllegalStateException("picocli let required options pass");
        }
        SessionPath session = new SessionPath(subject, date, number);
        Path into = invocation.surroundings().resolve(root);
        boolean dryRun = invocation.options().dryRun();
        SessionPackage target = new SessionPackage(into, session, link, dryRun);
        List<PackagedFile> done = new ArrayList<>();
        List<ExitCode> codes = new ArrayList<>();
        for (Path file : files) {
            codes.add(add(target, invocation.surroundings().resolve(file), done));
        }
        Path manifest = dryRun || done.isEmpty() ? null : Manifest.write(into, session, done);
        return close(session, target, done, manifest, ExitCode.gravest(codes));
    }

    private ExitCode add(SessionPackage target, Path file, List<PackagedFile> done) {
        Output output = invocation.output();
        try {
            Path name = file.getFileName();
            PackagedFile packaged =
                    target.add(file, new DatasetPath(collection, revision, name == null ? "" : name.toString()));
            if (AlfName.parse(packaged.path().filename()).isEmpty()) {
                output.remark("Note: " + packaged.path() + " is no ALF name (object.attribute.extension);"
                        + " Alyx takes it only if a dataset type has a pattern for it.");
            }
            if (packaged.size() == 0) {
                output.remark("Note: " + packaged.path() + " is empty.");
            }
            done.add(packaged);
            return ExitCode.DONE;
        } catch (TransferException e) {
            output.remark("Failed: " + e.getMessage());
            output.emit(
                    "failed", Map.of("source", file.toString(), "kind", e.kind().name(), "message", e.getMessage()));
            return ExitCode.gravest(List.of(ExitCode.ofFile(e.kind())));
        }
    }

    private ExitCode close(
            SessionPath session,
            SessionPackage target,
            List<PackagedFile> done,
            @Nullable Path manifest,
            ExitCode code) {
        Output output = invocation.output();
        Table table = new Table("DATASET", ">SIZE", "MD5", "HOW");
        for (PackagedFile file : done) {
            String how = invocation.options().dryRun()
                    ? "dry run"
                    : file.how().name().toLowerCase(java.util.Locale.ROOT);
            table.row(file.path(), Figures.bytes(file.size()), file.checksum(), how);
            output.emit("packaged", Manifest.fields(file));
        }
        if (!table.isEmpty()) {
            output.say(table);
        }
        int failed = files.size() - done.size();
        String verb = invocation.options().dryRun() ? " would be in " : " are in ";
        output.say(Figures.count(done.size(), "file") + " of " + session + verb + target.folder()
                + (failed == 0 ? "." : "; " + Figures.count(failed, "file") + " could not be packaged (see above)."));
        if (manifest != null) {
            output.say("Manifest: " + manifest);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("session", session.toString());
        summary.put("folder", target.folder().toString());
        summary.put("manifest", manifest == null ? "" : manifest.toString());
        summary.put("packaged", done.size());
        summary.put("failed", failed);
        summary.put("exit", code.number());
        output.emit("summary", summary);
        return code;
    }
}
