package org.alyxtransfer.automation.report.mail;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.ResultFile;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.report.RunResult;
import org.jspecify.annotations.Nullable;

/** What a mail is made of: the report, and those of its files that it carries, read into memory. */
final class Letter {
    private static final Set<String> SHOWN = Set.of("png", "jpg", "jpeg", "gif"); // what mail programs draw
    private static final int SUBJECT = 180; // characters

    private final RunReport report;
    private final MailLimits limits;
    private final List<Enclosure> pictures = new ArrayList<>();
    private final List<CsvTable> tables = new ArrayList<>();
    private final List<Enclosure> attachments = new ArrayList<>();
    private final List<Line> inventory = new ArrayList<>();
    private long carried;

    /** A file of the result, and what became of it in this mail. */
    record Line(String name, long bytes, String fate) {}

    private Letter(RunReport report, MailLimits limits) {
        this.report = report;
        this.limits = limits;
    }

    /** Reads the files; blocks. One that is gone or too large is named only. */
    static Letter compose(RunReport report, MailLimits limits) {
        Letter letter = new Letter(report, limits);
        letter.addLog(report.result().log());
        report.result().files().forEach(letter::add);
        return letter;
    }

    RunReport report() {
        return report;
    }

    List<Enclosure> pictures() {
        return pictures;
    }

    List<CsvTable> tables() {
        return tables;
    }

    List<Enclosure> attachments() {
        return attachments;
    }

    List<Line> inventory() {
        return inventory;
    }

    boolean succeeded() {
        return report.result().outcome() == Outcome.SUCCEEDED;
    }

    /** The last lines of the log, for a run that went wrong. */
    String lastLogLines() {
        return succeeded()
                ? ""
                : PlainWords.lines(String.join("\n", report.result().lastLogLines()));
    }

    String summary() {
        return PlainWords.lines(report.result().summary());
    }

    String subject() {
        String session = report.session().replace('/', ' ');
        return PlainWords.line(
                "[alyx-transfer] " + report.rule() + " "
                        + report.result().outcome().words() + ": " + session,
                SUBJECT);
    }

    private void add(ResultFile file) {
        String name = PlainWords.line(file.name(), 200);
        if (carried + file.bytes() > limits.bytes()) {
            inventory.add(new Line(name, file.bytes(), "too large for this mail"));
            return;
        }
        Optional<Enclosure> read = read(file);
        if (read.isEmpty()) {
            inventory.add(new Line(name, file.bytes(), "not there any more, or changed"));
            return;
        }
        carried += read.get().bytes().length;
        if (SHOWN.contains(file.ending()) && pictures.size() < limits.pictures()) {
            pictures.add(read.get());
            inventory.add(new Line(name, file.bytes(), "shown above"));
            return;
        }
        CsvTable.read(read.get()).ifPresent(tables::add);
        attachments.add(read.get());
        inventory.add(new Line(name, file.bytes(), "attached"));
    }

    /** Empty where it is gone, is no plain file of the folder, or has grown beyond what was told. */
    private Optional<Enclosure> read(ResultFile file) {
        RunResult result = report.result();
        Path path = result.folder().resolve(file.name()).normalize();
        if (!path.startsWith(result.folder().normalize()) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes((int) file.bytes() + 1);
            return bytes.length > file.bytes() ? Optional.empty() : Optional.of(new Enclosure(file.name(), bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void addLog(@Nullable Path log) {
        if (log == null) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long most = Math.min(limits.logBytes(), limits.bytes());
            if (most == 0) {
                inventory.add(new Line("log.txt", file.length(), "too large for this mail"));
                return;
            }
            long from = Math.max(0, file.length() - most);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            String head = from == 0 ? "" : "… " + from + " bytes before this are in " + log + "\n";
            byte[] first = head.getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[first.length + end.length];
            System.arraycopy(first, 0, all, 0, first.length);
            System.arraycopy(end, 0, all, first.length, end.length);
            attachments.add(new Enclosure("log.txt", all));
            carried += all.length;
            inventory.add(new Line("log.txt", all.length, from == 0 ? "attached" : "attached, its end"));
        } catch (FileNotFoundException e) {
            inventory.add(new Line(String.valueOf(log.getFileName()), 0, "not there any more"));
        } catch (IOException e) {
            inventory.add(new Line(String.valueOf(log.getFileName()), 0, "cannot be read"));
        }
    }
}
