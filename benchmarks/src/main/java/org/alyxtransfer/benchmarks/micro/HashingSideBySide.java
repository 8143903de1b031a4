package org.alyxtransfer.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.hash.Md5;
import org.alyxtransfer.hash.SideBySide;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The MD5 of a chunk of 1 MiB of each of some files, on one core; the figure is chunks of all files together. */
@State(Scope.Thread)
public class HashingSideBySide {
    private static final int MOST = 8;

    @Param({"1", "2", "4", "8"})
    public int files = 1;

    private final SideBySide together = new SideBySide(Schedulers.parallel());
    private final List<Md5> digests = new ArrayList<>();
    private final List<ByteBuffer> chunks = new ArrayList<>();

    @Setup
    public void prepare() {
        for (int file = 0; file < files; file++) {
            digests.add((Md5) Md5.create());
            chunks.add(Bytes.chunk());
            together.join();
        }
    }

    /** Eight chunks in all, of however many files. */
    @Benchmark
    @OperationsPerInvocation(MOST)
    public void chunk() {
        Flux.range(0, files).flatMap(this::someOf, files, 1).blockLast();
    }

    private Flux<Void> someOf(int file) {
        return Flux.range(0, MOST / files)
                .concatMap(
                        any -> together.update(
                                digests.get(file), chunks.get(file).duplicate(), () -> {}),
                        1);
    }
}
