package org.alyxtransfer.scale;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.engine.JournaledFiles;
import org.alyxtransfer.engine.StorageDigest;
import org.alyxtransfer.engine.TransferEngine;
import org.alyxtransfer.engine.TransferMeters;
import org.alyxtransfer.engine.TransferOptions;
import org.alyxtransfer.journal.Job;
import org.alyxtransfer.journal.JobDescription;
import org.alyxtransfer.journal.Jobs;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.plan.UploadPlanner;
import org.alyxtransfer.plan.UploadRoot;
import org.alyxtransfer.plan.UploadSettings;
import org.alyxtransfer.storage.MemoryBudget;
import reactor.core.scheduler.Schedulers;

/** Plans, uploads, journals and reports so many files in this JVM, and prints how many a second: one line a number. */
final class ScaleMain {
    private static final long BUDGET = 16L << 20;

    private ScaleMain() {}

    /** The state folder, then the numbers of files, one job each. */
    public static void main(String... args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            int files = Integer.parseInt(args[i]);
            Path state = Files.createDirectories(Path.of(args[0]).resolve(Integer.toString(i)));
            long begin = System.nanoTime();
            long beginOfWork = cpuNanos();
            run(new Jobs(state), files);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double work = (cpuNanos() - beginOfWork) / 1e3 / files;
            System.out.printf(
                    "%d files, %.1f s, %.0f files/s, %.0f µs of CPU a file%n", files, seconds, files / seconds, work);
        }
        System.exit(0);
    }

    /** Of all threads of this process; tells growth on a machine that has other work as well. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void run(Jobs jobs, int files) {
        JobDescription what = new JobDescription("upload", new TreeMap<>(), List.of("upload"), "/");
        String id;
        try (Job job = jobs.open(what)) {
            id = job.id();
            long done = upload(job, files);
            job.ended(true).block();
            check("done", files, done);
        }
        AtomicLong reported = new AtomicLong();
        jobs.ended(id, (session, file) -> reported.incrementAndGet());
        check("reported", files, reported.get());
    }

    private static long upload(Job job, int files) {
        MemoryBudget budget = new MemoryBudget(BUDGET);
        CountingShare share = new CountingShare(budget);
        UploadSettings settings = new UploadSettings(
                "", Naming.PLAIN, OnConflict.FAIL, FileFilter.ALL, Optional.empty(), false, LocalDate.of(2022, 2, 2));
        StorageDigest digest = new StorageDigest(budget, Schedulers.parallel());
        TransferPlan plan = new UploadPlanner(
                        share, Optional.empty(), settings, digest, new JournaledFiles(job.journal()))
                .plan(List.of(new UploadRoot(new LazyRig(files), List.of("data"))));
        TransferEngine engine =
                new TransferEngine(new FileCopy(budget, Schedulers.parallel()), job.journal(), Optional.empty());
        TransferMeters meters = new TransferMeters(new SimpleMeterRegistry(), Direction.UPLOAD);
        AtomicLong done = new AtomicLong();
        meters.counting(engine.run(plan, TransferOptions.DEFAULT))
                .doOnNext(event -> count(event, done))
                .then()
                .block();
        check("published", files, share.published.sum());
        check("reserved bytes", 0, budget.reservedBytes());
        return done.get();
    }

    private static void count(TransferEvent event, AtomicLong done) {
        if (event instanceof TransferEvent.Finished finished && finished.outcome() instanceof Outcome.Done) {
            done.incrementAndGet();
        }
    }

    private static void check(String what, long expected, long actual) {
        if (expected != actual) {
            throw new AssertionError(what + ": " + actual + " where " + expected + " were expected");
        }
    }
}
