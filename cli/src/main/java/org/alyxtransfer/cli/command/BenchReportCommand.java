package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.benchreport.Campaign;
import org.alyxtransfer.cli.benchreport.ReportPage;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a page of charts out of result lines. */
@Command(
        name = "report",
        description =
                "Makes one HTML page of charts out of result lines of 'bench' and 'benchmarks/run-peers'. The newest"
                        + " file is shown at length, and the newest with peers if that one has none; all of them in the"
                        + " history.",
        footer = {"", "Example: alyx-transfer bench report benchmarks/results/*.jsonl --output page.html"})
public final class BenchReportCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of result lines, one JSON object a line.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--output", required = true, paramLabel = "PAGE", description = "The HTML file to write.")
    private Path page = Path.of("page.html");

    @Option(names = "--pictures", paramLabel = "FOLDER", description = "Write each chart here, too, as SVG and PNG.")
    private @Nullable Path pictures;

    public BenchReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException {
        invocation.refuseDryRun("bench report");
        List<Campaign> campaigns = new ArrayList<>();
        for (Path file : files) {
            Campaign campaign = read(invocation.surroundings().resolve(file));
            if (campaign.lines().isEmpty()) {
                invocation.output().remark(file + " holds no result lines; left out");
            } else {
                campaigns.add(campaign);
            }
        }
        if (campaigns.isEmpty()) {
            return ExitCode.NOTHING_MATCHED;
        }
        ReportPage report = new ReportPage(campaigns);
        Path target = write(page, report.html());
        Map<String, Chart> charts = report.pictures();
        if (pictures != null) {
            draw(charts, pictures);
        }
        invocation
                .output()
                .say("Wrote " + target + ": " + Figures.count(charts.size(), "chart") + " of "
                        + Figures.count(campaigns.size(), "campaign") + ".");
        invocation.output().emit("report", Map.of("page", target.toString(), "charts", charts.size()));
        return ExitCode.DONE;
    }

    private static Campaign read(Path file) {
        try {
            return Campaign.read(file);
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, file.toString(), "cannot be read: " + e.getMessage(), e);
        }
    }

    private void draw(Map<String, Chart> charts, Path folder) throws IOException {
        for (Map.Entry<String, Chart> chart : charts.entrySet()) {
            write(folder.resolve(chart.getKey() + ".svg"), chart.getValue().standaloneSvg());
        }
        try {
            for (Map.Entry<String, Chart> chart : charts.entrySet()) {
                write(folder.resolve(chart.getKey() + ".png"), chart.getValue().png());
            }
        } catch (TransferException e) {
            if (e.kind() != Kind.UNSUPPORTED) {
                throw e;
            }
            invocation.output().remark(String.valueOf(e.getMessage())); // no fonts
        }
    }

    private Path write(Path file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(Path file, byte[] content) throws IOException {
        Path target = invocation.surroundings().resolve(file);
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return Files.write(target, content);
    }
}
