package org.alyxtransfer.cli.bench;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.hash.Md5;
import org.alyxtransfer.hash.SideBySide;
import org.alyxtransfer.storage.FileSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Measures by itself what a transfer stands on; blocks. */
final class Probes {
    private static final int BLOCK = 1 << 20;
    private static final int QUESTIONS = 21;

    private Probes() {}

    /** What one core hashes, after it has warmed up for as long. */
    static HashSpeed hashing(Algorithm algorithm, Duration time) {
        if (algorithm == Algorithm.MD5 && Md5.create() instanceof Md5) {
            sideBySide(1, time);
            return new HashSpeed(sideBySide(1, time), sideBySide(8, time));
        }
        hash(algorithm, time);
        double one = hash(algorithm, time);
        return new HashSpeed(one, one);
    }

    private static double sideBySide(int files, Duration time) {
        SideBySide together = new SideBySide(Schedulers.parallel());
        List<Md5> digests = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            digests.add((Md5) Md5.create());
            together.join();
        }
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        Flux<Void> once = Flux.fromIterable(digests)
                .flatMap(digest -> together.update(digest, block.duplicate(), () -> {}), files, 1);
        return repeated(time, (long) files * BLOCK, once::blockLast);
    }

    private static double hash(Algorithm algorithm, Duration time) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.javaName());
            byte[] block = new byte[BLOCK];
            return repeated(time, BLOCK, () -> digest.update(block));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has those that can be chosen
        }
    }

    private static double repeated(Duration time, long bytesEach, Runnable work) {
        long bytes = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            work.run();
            bytes += bytesEach;
        }
        return bytes / ((System.nanoTime() - start) / 1e9);
    }

    /** Seconds from a question after a file that is not there to its answer; the median of some. */
    static double roundTripSeconds(FileSource server, FilePath at, Waiting waiting) {
        FilePath nothing = at.resolve("no-such-file");
        return medianSeconds(() -> waiting.find(server.stat(nothing).onErrorResume(e -> Mono.empty())));
    }

    /** The same of Alyx, asked for one record. */
    static double roundTripSeconds(AlyxClient alyx, Waiting waiting) {
        return medianSeconds(() -> waiting.value(alyx.whoAmI()));
    }

    private static double medianSeconds(Runnable question) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            long start = System.nanoTime();
            question.run();
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        Collections.sort(seconds);
        return seconds.get(QUESTIONS / 2);
    }
}
