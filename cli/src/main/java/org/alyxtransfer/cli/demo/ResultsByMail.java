package org.alyxtransfer.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** What happens by itself: the watcher sees the sessions, fetches, has them analysed, and mails the results. */
final class ResultsByMail {
    private static final String TO = "scientist@demolab.example";
    private static final ObjectMapper JSON = new ObjectMapper(); // JSON's strings are YAML's

    private final Output out;
    private final Typist typist;
    private final Path rule;
    private final Path mails;

    ResultsByMail(Output out, Typist typist, Path output, SandboxAccess sandbox) {
        this.out = out;
        this.typist = typist;
        this.rule = output.resolve("rules").resolve("trials-summary.yaml");
        this.mails = Path.of(sandbox.mailFolder());
    }

    /** Fails unless a mail with plots has arrived for each of the subject's sessions. */
    void arrive(String subject, int sessions) throws IOException {
        Files.createDirectories(rule.getParent());
        Files.writeString(rule, rule(subject));
        out.say("The rule is in " + rule);
        typist.type("watch", "--once", rule.toString());
        List<Path> pages = pages();
        for (Path page : pages) {
            if (!Files.readString(page).contains("<img src=\"data:image/png")) {
                throw new TransferException(Kind.UNEXPECTED, "demo", "there is no plot in the mail " + page);
            }
        }
        if (pages.size() != sessions) {
            throw new TransferException(
                    Kind.UNEXPECTED, "demo", pages.size() + " mails arrived, not " + sessions + "; see " + mails);
        }
        out.say("");
        out.say(Figures.count(pages.size(), "mail") + " with plots arrived; open them in a browser:");
        for (Path page : pages) {
            out.say("  " + page);
            out.emit("mail", Map.of("page", page.toString()));
        }
    }

    private String rule(String subject) throws IOException {
        return """
            # When a session's trials have arrived, draw them and mail the result.
            rule: trials-summary
            trigger:
              alyx:
                subject: %s
                dataset-types: [trials.table]
                since: %s
                settle-seconds: 0
            selection:
              datasets: ["*trials.table*", "*wheel*", "*licks*", "*spikes*", "*.png"]
            action:
              command: %s
              timeout-seconds: 600
            reports:
              mail: [%s]
            """.formatted(subject, LocalDate.now().minusDays(1), JSON.writeValueAsString(analyse()), TO);
    }

    /** This very program; a lab's rule says {@code [alyx-transfer, analyse]}. */
    private static List<String> analyse() {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "org.alyxtransfer.cli.Main",
                "analyse");
    }

    /** The run has a working folder of its own. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(entry -> new File(entry).getAbsolutePath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(mails)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{3}-.*\\.html"))
                    .sorted()
                    .toList();
        }
    }
}
