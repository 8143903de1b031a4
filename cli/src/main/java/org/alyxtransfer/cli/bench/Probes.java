package org.alyxtransfer.cli.bench;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileSource;
import reactor.core.publisher.Mono;

/** Measures by itself what a transfer stands on; blocks. */
final class Probes {
    private static final int BLOCK = 1 << 20;
    private static final int QUESTIONS = 21;

    private Probes() {}

    /** Bytes a second that one core hashes, after it has warmed up for as long. */
    static double hashing(Algorithm algorithm, Duration time) {
        hash(algorithm, time);
        return hash(algorithm, time);
    }

    private static double hash(Algorithm algorithm, Duration time) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.javaName());
            byte[] block = new byte[BLOCK];
            long bytes = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < time.toNanos()) {
                digest.update(block);
                bytes += block.length;
            }
            return bytes / ((System.nanoTime() - start) / 1e9);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has those that can be chosen
        }
    }

    /** Seconds from a question after a file that is not there to its answer; the median of some. */
    static double roundTripSeconds(FileSource server, FilePath at, Waiting waiting) {
        FilePath nothing = at.resolve("no-such-file");
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            long start = System.nanoTime();
            waiting.find(server.stat(nothing).onErrorResume(e -> Mono.empty()));
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        Collections.sort(seconds);
        return seconds.get(QUESTIONS / 2);
    }
}
