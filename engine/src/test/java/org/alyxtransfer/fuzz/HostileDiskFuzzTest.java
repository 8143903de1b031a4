package org.alyxtransfer.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.alyxtransfer.sandbox.hostile.HostileNames;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.alyxtransfer.storage.local.LocalStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Hostile names against a real folder with links in it that lead out: nothing outside is written, removed or read. */
@Tag("fuzz")
class HostileDiskFuzzTest {
    private static final int CASES = Math.max(500, Fuzz.cases(20_000) / 10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> LINKS =
            List.of("link-out", "link-file", "link-loop", "link-dangling", "alf", "a");
    private static final String SECRET = "precious, and longer than all that is written here";

    @TempDir
    Path temporary;

    private final MemoryBudget budget = new MemoryBudget(8 << 20);
    private final Scheduler disk = LocalStorage.newDiskScheduler(2);
    private Path inside;
    private Path outside;
    private LocalStorage storage;

    @BeforeEach
    void prepare() throws IOException {
        inside = Files.createDirectories(temporary.resolve("world/downloads"));
        outside = Files.createDirectories(temporary.resolve("world/outside"));
        Files.writeString(outside.resolve("precious"), SECRET);
        Files.createDirectories(outside.resolve("alf"));
        storage = new LocalStorage(inside, budget, disk);
    }

    @AfterEach
    void dispose() {
        disk.dispose();
    }

    @Test
    void nothingOutsideTheFolderIsTouched() throws IOException {
        Map<String, String> before = world();
        Map<Kind, AtomicInteger> ends = new TreeMap<>();
        AtomicInteger written = new AtomicInteger();

        Fuzz.each("disk", CASES, (random, number) -> {
            plantLinks();
            FilePath path;
            try {
                path = path(random);
                act(path, random);
                written.incrementAndGet();
            } catch (TransferException refusal) {
                assertThat(refusal.kind()).as(refusal.toString()).isNotEqualTo(Kind.UNEXPECTED);
                ends.computeIfAbsent(refusal.kind(), any -> new AtomicInteger()).incrementAndGet();
            }
            if (number % 50 == 0 || number == CASES - 1) {
                assertThat(world()).isEqualTo(before);
            }
        });

        System.out.println("disk: " + written + " went well, refused " + ends);
        assertThat(world()).isEqualTo(before);
        assertThat(written).hasValueGreaterThan(CASES / 20);
        assertThat(ends).containsKeys(Kind.INVALID, Kind.DENIED);
        assertThat(budget.reservedBytes()).isZero();
    }

    private FilePath path(Random random) {
        String text = HostileNames.path(random);
        return FilePath.of(random.nextInt(3) > 0 ? text : LINKS.get(random.nextInt(LINKS.size())) + "/" + text);
    }

    private void act(FilePath path, Random random) {
        byte[] content = ("case " + random.nextInt()).getBytes(StandardCharsets.UTF_8);
        StagingTarget target = new StagingTarget(path, content.length, Instant.EPOCH);
        OnExisting onExisting = random.nextBoolean() ? OnExisting.FAIL : OnExisting.REPLACE;
        switch (random.nextInt(8)) {
            case 0 -> storage.stat(path).block(PATIENCE);
            case 1 -> storage.list(path).collectList().block(PATIENCE);
            case 2 -> storage.remove(path).block(PATIENCE);
            case 3 -> storage.lease(path).flatMap(Lease::release).block(PATIENCE);
            case 4 ->
                assertThat(Mono.usingWhen(
                                        storage.open(path),
                                        file -> Mono.just(file.stat().size()),
                                        file -> file.close())
                                .block(PATIENCE))
                        .isNotEqualTo(SECRET.length());
            case 5 -> {
                storage.putSmall(new StagingTarget(FilePath.of(".staged"), content.length, Instant.EPOCH), chunk -> {
                            chunk.bytes().put(content).flip();
                            return Mono.just(chunk);
                        })
                        .flatMap(staged -> storage.publish(staged, path, onExisting))
                        .block(PATIENCE);
            }
            case 6 -> storage.discard(path).block(PATIENCE);
            default ->
                Mono.usingWhen(
                                storage.openStaged(target, random.nextBoolean() ? Start.FRESH : Start.RESUME),
                                file -> write(file, content),
                                StagingFile::close)
                        .block(PATIENCE);
        }
    }

    private static Mono<StagedFile> write(StagingFile file, byte[] content) {
        return file.chunk(0, content.length)
                .flatMap(chunk -> {
                    chunk.bytes().put(content).flip();
                    return file.write(chunk).doFinally(end -> chunk.giveBack());
                })
                .then(Mono.defer(file::stage));
    }

    /** Whoever plants links in the target folder does it again and again. */
    private void plantLinks() throws IOException {
        for (Map.Entry<String, Path> link : Map.of(
                        "link-out", outside,
                        "link-file", outside.resolve("precious"),
                        "link-loop", inside.resolve("link-loop"),
                        "link-dangling", outside.resolve("not-there"),
                        "alf", outside.resolve("alf"))
                .entrySet()) {
            Path at = inside.resolve(link.getKey());
            if (!Files.isSymbolicLink(at)) {
                Files.deleteIfExists(at);
                Files.createSymbolicLink(at, link.getValue());
            }
        }
    }

    /** All that is outside the folder, with contents. */
    private Map<String, String> world() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(temporary)) {
            for (Path path : paths.filter(path -> !path.startsWith(inside)).toList()) {
                all.put(
                        path.toString(),
                        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.readString(path) : "folder");
            }
        }
        return all;
    }
}
