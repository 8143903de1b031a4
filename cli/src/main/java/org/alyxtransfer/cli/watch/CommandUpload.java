package org.alyxtransfer.cli.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.automation.rule.Trigger.OnFolder;
import org.alyxtransfer.automation.watch.Upload;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.GlobalOptions;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Types the command {@code upload}, whose journal remembers how far it came. */
final class CommandUpload implements Upload {
    private final Invocation invocation;
    private final Scheduler threads;

    CommandUpload(Invocation invocation, Scheduler threads) {
        this.invocation = invocation;
        this.threads = threads;
    }

    @Override
    public Mono<Void> upload(Path session, OnFolder trigger, Path log) {
        return Mono.fromCallable(() -> type(session, trigger, log))
                .subscribeOn(threads)
                .flatMap(code ->
                        code == ExitCode.DONE ? Mono.<Void>empty() : Mono.error(() -> failure(code, session, log)));
    }

    private ExitCode type(Path session, OnFolder trigger, Path log) throws IOException {
        Surroundings ours = invocation.surroundings();
        try (PrintWriter printed = new PrintWriter(Files.newBufferedWriter(log), true);
                BufferedReader nothing = new BufferedReader(Reader.nullReader())) {
            Surroundings theirs =
                    new Surroundings(printed, printed, nothing, ours.environment(), ours.folder(), false, 80);
            return ExitCode.of(invocation.run(theirs, words(session, trigger).toArray(String[]::new)));
        }
    }

    private List<String> words(Path session, OnFolder trigger) {
        GlobalOptions options = invocation.options();
        List<String> words = new ArrayList<>(List.of("--no-progress"));
        if (options.profile() != null) {
            words.addAll(List.of("--profile", options.profile()));
        }
        if (options.config() != null) {
            words.addAll(List.of("--config", options.config().toString()));
        }
        if (options.insecure()) {
            words.add("--insecure");
        }
        invocation.overrides().forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        words.addAll(List.of("upload", session.toString()));
        if (!trigger.flag().isEmpty()) {
            words.addAll(List.of("--exclude", trigger.flag()));
        }
        if (trigger.createSessions()) {
            words.add("--create-sessions");
        }
        trigger.projects().forEach(project -> words.addAll(List.of("--project", project)));
        return words;
    }

    private static TransferException failure(ExitCode code, Path session, Path log) {
        Kind kind =
                switch (code) {
                    case UNREACHABLE, INTERRUPTED -> Kind.UNREACHABLE;
                    case AUTHENTICATION -> Kind.AUTHENTICATION;
                    default -> Kind.REFUSED;
                };
        String what = code == ExitCode.NOTHING_MATCHED
                ? "nothing in it could be uploaded"
                : "not all of it could be uploaded (" + code.meaning() + ")";
        return new TransferException(kind, session.toString(), what + "; " + log + " says why");
    }
}
