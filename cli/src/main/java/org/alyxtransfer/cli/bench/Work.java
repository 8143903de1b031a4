package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * The files that a measurement moves: their sizes, in order. Their contents are made up.
 *
 * @param name as in the results: {@code 64x16MiB}, or {@code profile}
 * @param sizes in bytes
 */
public record Work(String name, List<Long> sizes) {
    private static final int MOST_FILES = 1_000_000;
    private static final int KIB = 1024;

    public Work {
        sizes = List.copyOf(sizes);
        if (sizes.stream().allMatch(size -> size == 0)) {
            throw new IllegalArgumentException("there must be a byte to measure with");
        }
    }

    /** Reads {@code 64x16MiB}: a number of files of one size; units B, KiB, MiB, GiB. */
    public static Work parse(String text) {
        String[] parts = text.strip().split("x", 2);
        if (parts.length != 2 || !parts[0].matches("\\d{1,7}") || !parts[1].matches("\\d{1,9}(B|KiB|MiB|GiB)")) {
            throw new IllegalArgumentException("expected a number of files and a size, like 64x16MiB, not " + text);
        }
        int files = Integer.parseInt(parts[0]);
        if (files < 1 || files > MOST_FILES) {
            throw new IllegalArgumentException("expected from 1 to " + MOST_FILES + " files, not " + files);
        }
        String digits = parts[1].replaceAll("\\D", "");
        long size = Long.parseLong(digits) * unit(parts[1].substring(digits.length()));
        return new Work(
                text.strip(), LongStream.range(0, files).mapToObj(i -> size).toList());
    }

    /** The sizes of the files below a folder, in the order of their paths. Nothing is read of their contents. */
    public static Work ofFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder.toRealPath())) { // a link that it starts at is not followed
            List<Long> sizes = files.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES)
                    .map(Work::size)
                    .toList();
            if (sizes.stream().allMatch(size -> size == 0)) {
                throw new TransferException(Kind.INVALID, folder.toString(), "holds no file with a byte in it");
            }
            return new Work("profile", sizes);
        } catch (IOException | UncheckedIOException e) {
            throw new TransferException(Kind.INVALID, folder.toString(), "cannot be read: " + e.getMessage(), e);
        }
    }

    public int files() {
        return sizes.size();
    }

    public long bytes() {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }

    /** The size of that file; after the last one comes the first again. */
    public long size(long index) {
        return sizes.get((int) (index % sizes.size()));
    }

    /** As many of the first files as have no more bytes than that together; at least one. */
    Work within(long bytes) {
        long sum = 0;
        int files = 0;
        while (files < sizes.size() && (files == 0 || sum + sizes.get(files) <= bytes)) {
            sum += sizes.get(files++);
        }
        return new Work(name, sizes.subList(0, files));
    }

    /** Refuses a file that is larger, by itself, than what one measurement may write. */
    void requireRoom(long bytes) {
        long largest = Collections.max(sizes);
        if (largest > bytes) {
            throw new TransferException(
                    Kind.INVALID,
                    name,
                    "has a file of " + Figures.bytes(largest) + ", but " + Figures.bytes(bytes)
                            + " is the most that may be written at once here: raise --bytes (never more than half of what"
                            + " is free is used, and mode mixed has half of all for each way), or take smaller files");
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "GiB" -> (long) KIB * KIB * KIB;
            case "MiB" -> (long) KIB * KIB;
            case "KiB" -> KIB;
            default -> 1;
        };
    }
}
