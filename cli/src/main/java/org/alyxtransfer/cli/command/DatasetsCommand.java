package org.alyxtransfer.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.DatasetPlaces;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.FileFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** Lists the datasets of sessions with their URLs. */
@Command(
        name = "datasets",
        description = "Lists the datasets of sessions, with their URLs on the file server.",
        footer = {"", "Example: alyx-transfer datasets --session COGP-003/2022-01-11/001 --dataset '*trials*'"})
public final class DatasetsCommand implements Action {
    private final Invocation invocation;

    @Mixin
    private final SessionFilterOptions filter = new SessionFilterOptions();

    @Mixin
    private final DatasetNameOptions names = new DatasetNameOptions();

    @Option(names = "--all-revisions", description = "Also revisions that are not the ones to use.")
    private boolean allRevisions;

    @Option(names = "--urls", description = "Print URLs only, one a line.")
    private boolean urlsOnly;

    private record Row(SessionSummary session, Dataset dataset) {}

    public DatasetsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        FileFilter wanted = names.filter();
        Output output = invocation.output();
        Table table = new Table("DATASET", ">SIZE", "URL");
        int[] count = new int[1];
        try (Connections open = new Connections(invocation.settings())) {
            Map<String, Repository> repositories =
                    invocation.waiting().value(open.alyx().repositories().collectMap(Repository::name));
            DatasetPlaces places = new DatasetPlaces(open, repositories);
            Flux<Row> rows = filter.find(open.alyx())
                    .concatMap(
                            session -> open.alyx()
                                    .datasets(DatasetQuery.ofSession(session.id()))
                                    .map(dataset -> new Row(session, dataset)),
                            1)
                    .filter(row -> isWanted(row, wanted));
            invocation.waiting().each(rows, row -> {
                count[0]++;
                tell(row, places, table, output);
            });
        }
        return close(table, count[0], output);
    }

    private ExitCode close(Table table, int count, Output output) {
        if (invocation.interruption().isAsked()) {
            return ExitCode.INTERRUPTED;
        }
        if (count == 0) {
            output.remark("No dataset matches.");
            return ExitCode.NOTHING_MATCHED;
        }
        if (!urlsOnly) {
            output.say(table);
            output.say(Figures.count(count, "dataset") + ".");
        }
        return ExitCode.DONE;
    }

    private boolean isWanted(Row row, FileFilter wanted) {
        try {
            SessionPath session = row.session().path();
            FilePath relative = row.dataset().path().relative();
            return (allRevisions || row.dataset().isDefault())
                    && wanted.rejects(session, relative).isEmpty();
        } catch (TransferException unusable) {
            invocation.output().remark("Left out: " + unusable.getMessage());
            return false;
        }
    }

    private void tell(Row row, DatasetPlaces places, Table table, Output output) {
        Dataset dataset = row.dataset();
        String url = places.url(dataset).orElse("");
        Long size = dataset.size();
        if (urlsOnly) {
            if (!url.isEmpty()) {
                output.say(url);
            }
        } else {
            table.row(
                    SessionViews.name(row.session()) + "/" + dataset.path(),
                    size == null ? "?" : Figures.bytes(size),
                    url.isEmpty() ? "(no copy with a URL)" : url);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", dataset.id().toString());
        fields.put("session", SessionViews.name(row.session()));
        fields.put("path", dataset.path().toString());
        fields.put("size", size);
        fields.put("hash", dataset.hash());
        fields.put("type", dataset.type());
        fields.put("default", dataset.isDefault());
        fields.put("protected", dataset.isProtected());
        fields.put("url", url);
        output.emit("dataset", fields);
    }
}
