package org.alyxtransfer.automation.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.alyxtransfer.automation.analysis.DatasetSummary.Outcome;
import org.alyxtransfer.automation.analysis.plot.Plots;
import org.alyxtransfer.automation.analysis.read.ColumnSummary;
import org.alyxtransfer.automation.analysis.read.Dataset;
import org.alyxtransfer.automation.analysis.read.Datasets;
import org.alyxtransfer.automation.analysis.read.Opaque;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Looks at a session's folder, or one file: reads what can be read, sums it up, and writes summary and plots. */
public final class SessionAnalysis {
    private final Path input;
    private final Path root;
    private final BooleanSupplier stop;

    /** An analysis that nobody stops; of an absolute path. */
    public SessionAnalysis(Path input) {
        this(input, () -> false);
    }

    /**
     * An analysis of a folder or file.
     *
     * @param input an absolute path
     * @param stop asked before each file; once true, the analysis fails with {@link CancellationException}
     */
    public SessionAnalysis(Path input, BooleanSupplier stop) {
        this.input = input;
        this.stop = stop;
        Path parent = input.getParent();
        this.root = Files.isRegularFile(input) && parent != null ? parent : input;
    }

    /**
     * What came of it.
     *
     * @param plots in the order of their worth
     * @param remarks what could not be drawn, and why
     * @param leftOut what was not drawn for its number only
     */
    public record Result(List<DatasetSummary> datasets, List<Path> plots, List<String> remarks, List<String> leftOut) {
        /** Takes copies of the lists. */
        public Result {
            datasets = List.copyOf(datasets);
            plots = List.copyOf(plots);
            remarks = List.copyOf(remarks);
            leftOut = List.copyOf(leftOut);
        }

        /** The summary as a table for people. */
        public List<String> table() {
            return SummaryText.lines(datasets);
        }

        /** How many datasets had this outcome. */
        public int count(Outcome outcome) {
            return (int)
                    datasets.stream().filter(each -> each.outcome() == outcome).count();
        }
    }

    /**
     * Reads every file, and leaves {@code summary.txt}, {@code summary.csv}, {@code summary.json} and plots in a folder, which
     * is made where there is none. A broken file is told as such and ends nothing. Fails with {@code NOT_FOUND} where there is
     * nothing to look at, and with {@code INVALID} where the output would lie among the data. Waits for the disk.
     */
    public Result analyse(Path output) throws IOException {
        if (output.startsWith(input)) {
            throw new TransferException(
                    Kind.INVALID, output.toString(), "lies within the data; give another folder with --output");
        }
        Plots plots = new Plots(name(), output);
        List<DatasetSummary> summaries = summarise(plots::add);
        Files.createDirectories(output);
        List<Path> drawn = List.of();
        List<String> remarks = new ArrayList<>();
        try {
            drawn = plots.draw();
            remarks.addAll(plots.remarks());
        } catch (TransferException e) {
            remarks.add(String.valueOf(e.getMessage()));
        }
        SummaryFiles.write(
                output,
                name() + ": " + summaries.size() + (summaries.size() == 1 ? " dataset" : " datasets"),
                summaries,
                drawn.stream().map(plot -> String.valueOf(plot.getFileName())).toList());
        return new Result(summaries, drawn, remarks, plots.leftOut());
    }

    /** Only reads and sums up; writes nothing. */
    public Result summarise() throws IOException {
        return new Result(summarise((path, dataset) -> {}), List.of(), List.of(), List.of());
    }

    private List<DatasetSummary> summarise(BiConsumer<String, Dataset> opened) throws IOException {
        List<DatasetSummary> summaries = new ArrayList<>();
        DatasetFiles files = DatasetFiles.below(input);
        for (Path file : files.all()) {
            if (stop.getAsBoolean()) {
                throw new CancellationException("stopped before " + file);
            }
            summaries.add(summary(file, opened));
        }
        files.unread().forEach((folder, why) -> summaries.add(broken(folder, 0, why)));
        return summaries;
    }

    /** Names what was analysed: the session, where the folder is one, or else the file's or folder's name. */
    public String name() {
        List<String> elements = new ArrayList<>();
        input.forEach(element -> elements.add(element.toString()));
        return SessionPath.ofFolder(elements)
                .map(SessionPath::toString)
                .orElseGet(() -> String.valueOf(input.getFileName()));
    }

    private DatasetSummary summary(Path file, BiConsumer<String, Dataset> opened) {
        long bytes = 0;
        try {
            bytes = Files.size(file);
            Dataset dataset = Datasets.open(file);
            Outcome outcome = dataset instanceof Opaque ? Outcome.LISTED : Outcome.READ;
            List<ColumnSummary> columns = dataset.summarise();
            opened.accept(path(file), dataset);
            return new DatasetSummary(
                    path(file),
                    bytes,
                    outcome,
                    dataset.kind(),
                    dataset.shape(),
                    dataset.type(),
                    columns,
                    dataset.note());
        } catch (IOException | TransferException e) {
            return broken(file, bytes, e);
        }
    }

    private DatasetSummary broken(Path file, long bytes, Exception why) {
        String reason = Datasets.reason(file, why);
        return new DatasetSummary(path(file), bytes, Outcome.BROKEN, "", "", "", List.of(), reason);
    }

    private String path(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
