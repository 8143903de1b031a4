package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.alyxtransfer.cli.bench.Nowhere;
import org.alyxtransfer.cli.result.Pauses;
import org.alyxtransfer.cli.result.RunRecorder;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.engine.Pace;
import org.alyxtransfer.engine.TransferEngine;
import org.alyxtransfer.engine.TransferOptions;
import org.alyxtransfer.engine.Tuning;
import org.alyxtransfer.engine.VerificationChoice;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.http.HttpSettings;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.jcifs.Signing;
import org.alyxtransfer.storage.local.LocalStorage;
import org.alyxtransfer.storage.smb.SmbSettings;
import org.alyxtransfer.storage.smb.SmbStorage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Does what {@link CopyOrder}s say, with this project's engine; connects anew for each of them. */
final class CopyJob {
    private static final String FILES = "alyxtransfer.benchmarks.files";

    private static final long MEMORY = 96L << 20; // bytes for file contents, beside a heap of 256 MiB
    private static final int DISK_THREADS = 8;

    private final MemoryBudget memory = new MemoryBudget(MEMORY);
    private final Scheduler disk = LocalStorage.newDiskScheduler(DISK_THREADS);

    /** A share, and how to leave it. */
    private record Remote(Storage storage, Mono<Void> close) {}

    /**
     * How it ended.
     *
     * @param failure the first, if any
     * @param firstByteAt when the first payload byte was written, in milliseconds since the epoch
     */
    record End(Optional<String> failure, Insight insight, Optional<Long> firstByteAt) {}

    /** Blocks. */
    End run(CopyOrder order, Supplier<char[]> password) throws IOException {
        return switch (order.way()) {
            case UPLOAD -> upload(order, password);
            case DOWNLOAD -> download(order);
            case FETCH -> fetch(order, password);
        };
    }

    private End upload(CopyOrder order, Supplier<char[]> password) throws IOException {
        Path root = Path.of(order.from());
        var source = new LocalStorage(root, memory, disk);
        Remote share = share(order, password);
        End end = run(
                Direction.UPLOAD,
                share.storage(),
                TreePlan.ofFolder(root, source, order.how().naming(), disk),
                options(order.how()));
        share.close().block();
        return end;
    }

    private End download(CopyOrder order) throws IOException {
        var source = HttpFileSource.at(BaseUrl.parse(order.from()), HttpSettings.defaults());
        var target = new LocalStorage(Path.of(order.to()), memory, disk);
        Flux<PlanItem> sessions = TreePlan.ofList(Path.of(order.list()), source, true);
        End end = run(Direction.DOWNLOAD, target, sessions, options(order.how()));
        source.close().block();
        return end;
    }

    private End fetch(CopyOrder order, Supplier<char[]> password) throws IOException {
        Remote share = share(order, password);
        Flux<PlanItem> sessions = TreePlan.ofList(
                Path.of(order.list()), share.storage(), order.how().digest());
        End end = run(Direction.DOWNLOAD, new Nowhere(memory), sessions, options(order.how()));
        share.close().block();
        return end;
    }

    private End run(Direction direction, Storage destination, Flux<PlanItem> sessions, TransferOptions options) {
        var engine =
                new TransferEngine(new FileCopy(memory, Schedulers.parallel()), new MemoryJournal(), Optional.empty());
        Pauses before = Pauses.soFar();
        RunRecorder moved = new RunRecorder();
        long begun = System.currentTimeMillis();
        engine.run(new TransferPlan(direction, Naming.PLAIN, false, destination, sessions), options)
                .doOnNext(moved::record)
                .blockLast();
        return new End(
                moved.failure().map(Throwable::getMessage),
                Insight.of(moved, Pauses.soFar().since(before)),
                moved.firstByte().map(after -> begun + after.toMillis()));
    }

    /** For a JVM that is to move so many files at once, whatever it finds. */
    static String filesAtOnce(int files) {
        return "-D" + FILES + "=" + files;
    }

    private static TransferOptions options(CopyOrder.How how) {
        String files = System.getProperty(FILES, "auto");
        TransferOptions options = new TransferOptions(
                files.equals("auto") ? Pace.DEFAULT : Pace.DEFAULT.withFiles(Integer.parseInt(files)),
                how.digest() ? Set.of(Algorithm.MD5) : Set.of(),
                switch (how.verify()) {
                    case DEFAULT -> VerificationChoice.byWire();
                    case STREAM -> VerificationChoice.always(Verification.STREAM);
                    case SIZE -> VerificationChoice.always(Verification.SIZE);
                });
        return files.equals("auto") ? options.withTuning(Tuning.hearing(() -> 0)) : options;
    }

    private Remote share(CopyOrder order, Supplier<char[]> password) {
        CopyOrder.Server server = order.server();
        if (order.how().jcifs()) {
            var share = new JcifsStorage(
                    JcifsSettings.of(server.host(), server.share(), server.user(), password)
                            .withPort(server.port())
                            .withSigning(isUnsigned(server) ? Signing.OFF : Signing.REQUIRED),
                    memory);
            return new Remote(share, share.close());
        }
        SmbOptions options = SmbOptions.of(server.host())
                .withPort(server.port())
                .with(isUnsigned(server) ? SmbOptions.Signing.OFF : SmbOptions.Signing.REQUIRED)
                .with(
                        server.protection() == Protection.ENCRYPTED
                                ? SmbOptions.Encryption.REQUIRED
                                : SmbOptions.Encryption.IF_REQUIRED);
        var share = new SmbStorage(
                SmbSettings.of(options, SmbCredentials.password(server.user(), password), server.share()), memory);
        return new Remote(share, share.close());
    }

    /** Off where the peers don't sign either: by itself this project signs all that it sends. */
    private static boolean isUnsigned(CopyOrder.Server server) {
        return server.protection() == Protection.UNSIGNED;
    }
}
