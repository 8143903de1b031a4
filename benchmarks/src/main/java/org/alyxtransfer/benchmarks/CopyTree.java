package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.engine.TransferEngine;
import org.alyxtransfer.engine.TransferOptions;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.http.HttpSettings;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.jcifs.Signing;
import org.alyxtransfer.storage.local.LocalStorage;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The engine as a program, without Alyx: one folder of sessions to a share, or files of a web server into a folder.
 *
 * <p>Ends with status 0 only when every file is done. Meant for measuring; people use the command line.
 */
public final class CopyTree {
    /** The environment variable with the share's password. */
    static final String PASSWORD = "ALYX_TRANSFER_BENCH_PASSWORD";

    private static final long MEMORY = 96L << 20; // bytes for file contents, beside a heap of 256 MiB
    private static final int DISK_THREADS = 8;

    private final MemoryBudget memory = new MemoryBudget(MEMORY);
    private final Scheduler disk = LocalStorage.newDiskScheduler(DISK_THREADS);

    private CopyTree() {}

    static List<String> uploadArguments(Task.Upload upload, CopyTreeClient.Verify verify) {
        Share share = upload.share();
        return List.of(
                "upload",
                upload.source().root().toString(),
                share.host(),
                Integer.toString(share.port()),
                share.name(),
                share.user(),
                verify.word(),
                share.protection().name());
    }

    static List<String> downloadArguments(Task.Download download, Path list) {
        return List.of(
                "download",
                download.base().toString(),
                list.toString(),
                download.arrival().toString());
    }

    public static void main(String[] arguments) throws IOException {
        var program = new CopyTree();
        Optional<String> failure = arguments[0].equals("upload")
                ? program.upload(List.of(arguments))
                : program.download(List.of(arguments));
        failure.ifPresent(System.err::println);
        System.exit(failure.isPresent() ? 1 : 0);
    }

    private Optional<String> upload(List<String> arguments) throws IOException {
        var source = new LocalStorage(Path.of(arguments.get(1)), memory, disk);
        var share = new JcifsStorage(
                JcifsSettings.of(arguments.get(2), arguments.get(4), arguments.get(5), CopyTree::password)
                        .withPort(Integer.parseInt(arguments.get(3)))
                        .withSigning(signing(Protection.valueOf(arguments.get(7)))),
                memory);
        TransferOptions options = arguments.get(6).equals(CopyTreeClient.Verify.STREAM.word())
                ? TransferOptions.DEFAULT.withVerification(Verification.STREAM)
                : TransferOptions.DEFAULT;
        Flux<PlanItem> sessions = TreePlan.ofFolder(Path.of(arguments.get(1)), source);
        Optional<String> failure = run(Direction.UPLOAD, share, sessions, options);
        share.close().block();
        return failure;
    }

    private Optional<String> download(List<String> arguments) throws IOException {
        var source = HttpFileSource.at(BaseUrl.parse(arguments.get(1)), HttpSettings.defaults());
        var target = new LocalStorage(Path.of(arguments.get(3)), memory, disk);
        Flux<PlanItem> sessions = TreePlan.ofList(Path.of(arguments.get(2)), source);
        Optional<String> failure = run(Direction.DOWNLOAD, target, sessions, TransferOptions.DEFAULT);
        source.close().block();
        return failure;
    }

    /** The first failure, if any. */
    private Optional<String> run(
            Direction direction, Storage destination, Flux<PlanItem> sessions, TransferOptions options) {
        var engine =
                new TransferEngine(new FileCopy(memory, Schedulers.parallel()), new MemoryJournal(), Optional.empty());
        var first = new AtomicReference<String>();
        engine.run(new TransferPlan(direction, Naming.PLAIN, false, destination, sessions), options)
                .doOnNext(event -> remember(event, first))
                .blockLast();
        return Optional.ofNullable(first.get());
    }

    private static void remember(TransferEvent event, AtomicReference<String> first) {
        if (event instanceof TransferEvent.SessionFailed failed) {
            first.compareAndSet(null, failed.why().getMessage());
        } else if (event instanceof TransferEvent.Finished finished
                && finished.outcome() instanceof Outcome.Failed failed) {
            first.compareAndSet(null, failed.why().getMessage());
        }
    }

    /** Off where the peers don't sign either: by itself jcifs-ng signs all that it sends to a Samba server. */
    private static Signing signing(Protection protection) {
        return protection == Protection.UNSIGNED ? Signing.OFF : Signing.REQUIRED;
    }

    private static char[] password() {
        String password = System.getenv(PASSWORD);
        if (password == null) {
            throw new IllegalStateException("The environment variable " + PASSWORD + " is not set");
        }
        return password.toCharArray();
    }
}
