package org.alyxtransfer.hash;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Hashes the chunks of many files, of as many side by side as wait at once.
 *
 * <p>Eight at once take hardly longer than one, so a chunk waits for those of other files: until eight are there, or
 * every file that takes part waits, or two milliseconds have passed. Safe for all threads; nothing here waits by holding
 * one. At most one chunk of a file may wait.
 */
public final class SideBySide {
    private static final long PATIENCE_MILLIS = 2; // about what hashing 1 MiB of each of eight files takes
    private static final int WORTHWHILE = 3; // two files are as fast one after the other, or on two cores
    private static final ThreadLocal<Lane> HERE = new ThreadLocal<>();

    private final Scheduler cpu;
    private final List<Lane> lanes;
    private final Queue<Waiting> waiting = new ArrayDeque<>(); // this and the next two: guarded by this object
    private int files;
    private boolean timed;

    /** One of the scheduler's threads, and how many groups of chunks are on it. */
    private record Lane(Scheduler.Worker thread, AtomicInteger groups) {}

    /** One chunk. */
    private record Waiting(Md5 md5, ByteBuffer bytes, Runnable after, MonoSink<Void> sink) {
        int blocks() {
            return bytes.remaining() / Md5Blocks.BYTES;
        }

        void finish() {
            md5.update(bytes);
            after.run();
            sink.success();
        }

        void fail(RuntimeException cause) {
            after.run();
            sink.error(cause);
        }
    }

    /**
     * @param cpu where the hashing runs
     */
    public SideBySide(Scheduler cpu) {
        this.cpu = cpu;
        this.lanes = Stream.generate(() -> new Lane(cpu.createWorker(), new AtomicInteger()))
                .limit(Runtime.getRuntime().availableProcessors())
                .toList();
    }

    /** A file takes part from now on, until {@link #leave()}. */
    public synchronized void join() {
        files++;
    }

    /** The others need not wait for this file any more. */
    public void leave() {
        List<Waiting> complete;
        synchronized (this) {
            files--;
            complete = takeWhenComplete();
        }
        start(complete);
    }

    /**
     * Adds bytes to the digest of a file that takes part; completes on a thread of the scheduler.
     *
     * @param bytes a direct buffer; its position moves
     * @param after runs once the bytes are not needed any more, even when nobody waits for this any longer
     */
    public Mono<Void> update(Md5 md5, ByteBuffer bytes, Runnable after) {
        if (!bytes.isDirect()) {
            throw new IllegalArgumentException("native code reads direct buffers only");
        }
        return Mono.create(sink -> {
            List<Waiting> complete;
            synchronized (this) {
                waiting.add(new Waiting(md5, bytes, after, sink));
                complete = takeWhenComplete();
            }
            start(complete);
        });
    }

    private List<Waiting> takeWhenComplete() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        if (waiting.size() >= Math.min(Md5Blocks.LANES, files)) {
            return take();
        }
        return timed || startsLater() ? List.of() : take();
    }

    private boolean startsLater() {
        try {
            cpu.schedule(this::startWhatIsThere, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            timed = true;
        } catch (RejectedExecutionException e) {
            return false; // the threads are gone, which each chunk will be told
        }
        return timed;
    }

    private List<Waiting> take() {
        List<Waiting> taken = new ArrayList<>(Md5Blocks.LANES);
        while (taken.size() < Md5Blocks.LANES && !waiting.isEmpty()) {
            taken.add(waiting.remove());
        }
        return taken;
    }

    private void startWhatIsThere() {
        List<Waiting> there;
        synchronized (this) {
            timed = false;
            there = take();
        }
        start(there);
    }

    private void start(List<Waiting> chunks) {
        if (chunks.size() >= WORTHWHILE) {
            schedule(chunks);
        } else {
            chunks.forEach(chunk -> schedule(List.of(chunk)));
        }
    }

    private void schedule(List<Waiting> chunks) {
        Lane lane = lane();
        lane.groups().incrementAndGet();
        try {
            lane.thread().schedule(() -> run(chunks, lane));
        } catch (RejectedExecutionException closed) {
            lane.groups().decrementAndGet();
            chunks.forEach(chunk -> chunk.fail(closed));
        }
    }

    /** What follows from a group stays on its thread: waking another one for each chunk costs more than it gains. */
    private Lane lane() {
        Lane own = HERE.get();
        return own != null && own.groups().get() == 1 && lanes.contains(own)
                ? own
                : Collections.min(
                        lanes, Comparator.comparingInt(lane -> lane.groups().get()));
    }

    private void run(List<Waiting> chunks, Lane lane) {
        HERE.set(lane);
        try {
            hash(chunks);
        } finally {
            HERE.remove();
            lane.groups().decrementAndGet();
        }
    }

    private static void hash(List<Waiting> chunks) {
        chunks.forEach(chunk -> chunk.md5().align(chunk.bytes()));
        for (List<Waiting> left = chunks; left.size() > 1; ) {
            left = left.stream().filter(chunk -> chunk.blocks() > 0).toList();
            if (left.size() > 1) {
                hashTogether(left, left.stream().mapToInt(Waiting::blocks).min().getAsInt());
            }
        }
        chunks.forEach(Waiting::finish);
    }

    private static void hashTogether(List<Waiting> chunks, int blocks) {
        int words = 4;
        int[] states = new int[words * chunks.size()];
        ByteBuffer[] bytes = new ByteBuffer[chunks.size()];
        int[] offsets = new int[chunks.size()];
        for (int file = 0; file < chunks.size(); file++) {
            Waiting chunk = chunks.get(file);
            System.arraycopy(chunk.md5().state(), 0, states, words * file, words);
            bytes[file] = chunk.bytes();
            offsets[file] = chunk.bytes().position();
        }
        Md5Blocks.ofBuffers(states, bytes, offsets, chunks.size(), blocks);
        for (int file = 0; file < chunks.size(); file++) {
            Waiting chunk = chunks.get(file);
            System.arraycopy(states, words * file, chunk.md5().state(), 0, words);
            chunk.md5().advance(chunk.bytes(), blocks);
        }
    }
}
