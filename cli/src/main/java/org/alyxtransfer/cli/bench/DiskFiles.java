package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.alyxtransfer.cli.bench.BenchFiles.Piece;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.storage.FileSource;

/** A folder of this computer for a measurement with its disk: empty before, and again afterwards. Blocks. */
final class DiskFiles implements AutoCloseable {
    private static final int BLOCK = 1 << 20;
    private static final int TRIES = 10;
    private static final long PAUSE_MILLIS = 200;

    private final Path folder;
    private final List<Path> made;

    /**
     * @param folder where it really is: what walks a folder does not follow a link that it starts at
     * @param made folders that were not there before, the innermost first
     */
    private DiskFiles(Path folder, List<Path> made) {
        this.folder = folder;
        this.made = List.copyOf(made);
    }

    static DiskFiles in(Path folder) {
        try {
            List<Path> missing = missing(folder.toAbsolutePath());
            if (missing.isEmpty()) {
                requireEmpty(folder);
            } else {
                Files.createDirectories(folder);
            }
            return new DiskFiles(folder.toRealPath(), missing);
        } catch (IOException e) {
            throw new TransferException(Kind.DENIED, folder.toString(), "cannot be used: " + e.getMessage(), e);
        }
    }

    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new TransferException(Kind.INVALID, folder.toString(), "is no folder; name one with --disk");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new TransferException(
                        Kind.EXISTS,
                        folder.toString(),
                        "is not empty; name a folder that is empty or not there with --disk");
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** Writes the work's files, on the disk when it returns. */
    List<Piece> make(Work work, FileSource disk) {
        byte[] noise = new byte[2 * BLOCK];
        new SplittableRandom(2).nextBytes(noise);
        List<Piece> pieces = new ArrayList<>();
        try {
            for (int i = 0; i < work.files(); i++) {
                FilePath path = FilePath.of("source/" + i / 100 + "/" + i + ".bin");
                Path file = folder.resolve(path.value());
                Files.createDirectories(folder.resolve(path.parent().value()));
                write(file, work.size(i), noise);
                pieces.add(new Piece(new Location(disk, path), work.size(i), Optional.empty()));
            }
            return pieces;
        } catch (IOException e) {
            throw new TransferException(Kind.FULL, folder.toString(), "cannot be filled: " + e.getMessage(), e);
        }
    }

    /** The files of another folder, which are only read; names that no share could have are left out. */
    static List<Piece> below(Path folder, FileSource disk) {
        List<Piece> pieces = new ArrayList<>();
        try {
            Path real = folder.toRealPath();
            try (Stream<Path> files = Files.walk(real)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    piece(real, file, disk).ifPresent(pieces::add);
                }
            }
            if (pieces.isEmpty()) {
                throw new TransferException(
                        Kind.INVALID, folder.toString(), "holds no file with a name that a share could have");
            }
            return pieces;
        } catch (IOException | UncheckedIOException e) {
            throw new TransferException(Kind.INVALID, folder.toString(), "cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Piece> piece(Path folder, Path file, FileSource disk) throws IOException {
        try {
            FilePath path = FilePath.of(folder.relativize(file).toString().replace('\\', '/'));
            return Optional.of(new Piece(new Location(disk, path), Files.size(file), Optional.empty()));
        } catch (TransferException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, long size, byte[] noise) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < size; ) {
                int from = (int) Math.floorMod((at + file.hashCode()) * 31, (long) BLOCK);
                at += channel.write(ByteBuffer.wrap(noise, from, (int) Math.min(BLOCK, size - at)));
            }
            channel.force(true);
        }
    }

    /** Removes what is in the folder. */
    void clear() {
        try {
            removeContents();
        } catch (IOException | UncheckedIOException e) {
            throw notEmptied(e);
        }
    }

    /** Removes what is in the folder, and all folders that were made for it; writes under way may need a moment to end. */
    @Override
    public void close() {
        for (int attempt = 1; ; attempt++) {
            try {
                Thread.sleep(PAUSE_MILLIS);
                removeContents();
                removeMade();
                return;
            } catch (IOException | UncheckedIOException e) {
                if (attempt == TRIES) {
                    throw notEmptied(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw notEmptied(e);
            }
        }
    }

    private TransferException notEmptied(Exception e) {
        return new TransferException(
                Kind.UNEXPECTED, folder.toString(), "could not be emptied again; please do: " + e.getMessage(), e);
    }

    private void removeContents() throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    if (!path.equals(folder)) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        }
    }

    private void removeMade() throws IOException {
        if (made.isEmpty()) {
            return;
        }
        Files.deleteIfExists(made.get(0));
        try {
            for (Path above : made.subList(1, made.size())) {
                Files.deleteIfExists(above);
            }
        } catch (DirectoryNotEmptyException e) {
            // somebody else uses it by now
        }
    }
}
