package org.alyxtransfer.scale;

import java.time.Instant;
import java.util.Locale;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A rig's disk with as many empty files as wanted, which are made up when somebody lists their folder. */
record LazyRig(int files) implements FileSource {
    private static final int FILES_OF_SESSION = 500;
    private static final int SESSIONS_OF_SUBJECT = 28; // one a day of a February
    private static final Instant TIME = Instant.parse("2022-02-01T10:00:00Z");

    @Override
    public String name() {
        return "lazy:";
    }

    @Override
    public Mono<Limits> limits() {
        return Mono.just(new Limits(1 << 16, 4, 1, 64, Limits.Flush.DURABLE, Limits.Wire.PROTECTED, false));
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return Mono.just(file(path));
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        int sessions = roundedUp(files, FILES_OF_SESSION);
        return switch (directory.elements().size()) {
            case 0 -> folders(directory, "COGP-%06d", roundedUp(sessions, SESSIONS_OF_SUBJECT), 0);
            case 1 -> folders(directory, "2022-02-%02d", daysOf(directory, sessions), 1);
            case 2 -> folders(directory, "%03d", 1, 1);
            case 3 -> folders(directory, "alf", 1, 0);
            default ->
                Flux.range(0, filesOf(directory))
                        .map(i -> file(directory.resolve("spikes.times.part%03d.npy".formatted(i))));
        };
    }

    private static Flux<FileStat> folders(FilePath in, String form, int count, int first) {
        return Flux.range(first, count)
                .map(i -> new FileStat(
                        in.resolve(String.format(Locale.ROOT, form, i)), FileStat.Type.DIRECTORY, 0, TIME));
    }

    private static int roundedUp(int all, int part) {
        return (all + part - 1) / part;
    }

    private static int subject(FilePath path) {
        return Integer.parseInt(path.elements().get(0).substring("COGP-".length()));
    }

    private static int daysOf(FilePath subject, int sessions) {
        return Math.min(SESSIONS_OF_SUBJECT, sessions - subject(subject) * SESSIONS_OF_SUBJECT);
    }

    private int filesOf(FilePath folder) {
        int day = Integer.parseInt(folder.elements().get(1).substring("2022-02-".length()));
        int session = subject(folder) * SESSIONS_OF_SUBJECT + day - 1;
        return Math.min(FILES_OF_SESSION, files - session * FILES_OF_SESSION);
    }

    private static FileStat file(FilePath path) {
        return new FileStat(path, FileStat.Type.FILE, 0, TIME);
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return Mono.just(new Empty(file(path)));
    }

    private record Empty(FileStat stat) implements SourceFile {
        @Override
        public int readsInFlight() {
            return 1;
        }

        @Override
        public Mono<Chunk> read(Chunk chunk) {
            return Mono.just(chunk);
        }

        @Override
        public Mono<FileStat> statAgain() {
            return Mono.just(stat);
        }

        @Override
        public Mono<Void> close() {
            return Mono.empty();
        }
    }
}
