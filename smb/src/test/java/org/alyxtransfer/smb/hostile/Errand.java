package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.alyxtransfer.smb.OpenMode;
import org.alyxtransfer.smb.SmbAttributes;
import org.alyxtransfer.smb.SmbEntry;
import org.alyxtransfer.smb.SmbFile;
import org.alyxtransfer.smb.SmbShare;
import org.alyxtransfer.smb.message.Change;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.wire.Payload;
import reactor.core.publisher.Mono;

/** What a user wants of a share, and whether what came of it is true. */
enum Errand {
    LIST(4, Command.QUERY_DIRECTORY) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            var names =
                    done(share.list("fixed").map(SmbEntry::name).take(10_000).collectSortedList());
            if (mustBeTrue) {
                assertThat(names).isEqualTo(NAMES);
            }
        }
    },
    GET(1, Command.CREATE) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            Payload target = Payload.empty(SMALL.length);
            SmbAttributes found = done(share.get("small.npy", target));
            if (mustBeTrue) {
                assertThat(found.size()).isEqualTo(SMALL.length);
                assertThat(target.bytes()).isEqualTo(ByteBuffer.wrap(SMALL));
            }
        }
    },
    READ(5, Command.READ) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            SmbFile file = done(share.open("large.bin", OpenMode.READ));
            for (int at = 0; at < LARGE.length; at += PIECE) {
                Payload target = Payload.empty(Math.min(PIECE, LARGE.length - at));
                int read = done(file.read(at, target));
                if (mustBeTrue) {
                    assertThat(read).isEqualTo(target.length());
                    assertThat(target.bytes()).isEqualTo(ByteBuffer.wrap(LARGE, at, read));
                }
            }
            done(file.close());
        }
    },
    PUT(1, Command.CREATE) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            SmbAttributes stored = done(put(share, own));
            if (mustBeTrue) {
                assertThat(stored.size()).isEqualTo(SMALL.length);
                assertThat(content(folder.resolve(own))).isEqualTo(SMALL);
            }
        }
    },
    WRITE(4, Command.WRITE) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            SmbFile file = done(share.open(own, OpenMode.WRITE_FRESH));
            file.write(0, Payload.copyOf(ByteBuffer.wrap(LARGE))).block(SOON);
            file.flush().block(SOON);
            SmbAttributes closed = done(file.close());
            if (mustBeTrue) {
                assertThat(closed.size()).isEqualTo(LARGE.length);
                assertThat(content(folder.resolve(own))).isEqualTo(LARGE);
            }
        }
    },
    LOOK(2, Command.CREATE) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            SmbAttributes found = done(share.stat("large.bin"));
            long total = done(share.space()).totalBytes();
            if (mustBeTrue) {
                assertThat(found.size()).isEqualTo(LARGE.length);
                assertThat(total).isPositive();
            }
        }
    },
    RENAME(2, Command.CREATE) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            done(put(share, own));
            share.rename(own, own + ".named", true).block(SOON);
            if (mustBeTrue) {
                assertThat(content(folder.resolve(own + ".named"))).isEqualTo(SMALL);
                assertThat(folder.resolve(own)).doesNotExist();
            }
        }
    },
    DELETE(2, Command.CREATE) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            done(put(share, own));
            share.delete(own).block(SOON);
            if (mustBeTrue) {
                assertThat(folder.resolve(own)).doesNotExist();
            }
        }
    },
    WATCH(5, Command.CHANGE_NOTIFY) {
        @Override
        void run(SmbShare share, Path folder, String own, boolean mustBeTrue) {
            String watched = "watched-" + own;
            share.makeFolder(watched).block(SOON);
            // A server may keep its answer for ever, so that hearing nothing of some files is no lie.
            Change news = share.watch(watched, false)
                    .takeUntilOther(
                            put(share, watched + "/" + own).repeat(MOST_FILES).then())
                    .next()
                    .block(SOON);
            if (mustBeTrue && news != null) {
                assertThat(news.name()).isEqualTo(own);
            }
        }
    };

    /** Longer than any step may take: what takes longer hangs. */
    static final Duration SOON = Duration.ofSeconds(20);

    private static final int PIECE = 128 << 10;
    private static final int MOST_FILES = 5; // while a folder is watched
    private static final byte[] SMALL = random(3_000);
    private static final byte[] LARGE = random(300_000);
    private static final java.util.List<String> NAMES =
            IntStream.range(10, 50).mapToObj(i -> "name-" + i).toList();

    private final int answers;
    private final Command command;

    Errand(int answers, Command command) {
        this.answers = answers;
        this.command = command;
    }

    /** What it is for, or what begins it. */
    Command command() {
        return command;
    }

    /** How many frames an honest server answers with. */
    int answers() {
        return answers;
    }

    /**
     * Runs it; fails as the client does, or with an {@link AssertionError} if the client believed a lie.
     *
     * @param folder the share's, on this machine
     * @param own    a file that nobody else touches
     */
    abstract void run(SmbShare share, Path folder, String own, boolean mustBeTrue);

    static void prepare(Path folder) throws IOException {
        Files.write(folder.resolve("small.npy"), SMALL);
        Files.write(folder.resolve("large.bin"), LARGE);
        Files.createDirectory(folder.resolve("fixed"));
        for (String name : NAMES) {
            Files.createFile(folder.resolve("fixed").resolve(name));
        }
    }

    private static Mono<SmbAttributes> put(SmbShare share, String path) {
        return share.put(path, Payload.copyOf(ByteBuffer.wrap(SMALL)), Instant.EPOCH);
    }

    static <T> T done(Mono<T> step) {
        return Objects.requireNonNull(step.block(SOON));
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
