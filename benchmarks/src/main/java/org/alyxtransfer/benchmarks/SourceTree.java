package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A folder full of made-up sessions, and what a copy of it must look like. */
record SourceTree(Path root, List<Entry> entries) {
    private static final int FILES_PER_FOLDER = 100; // the cap; a crowded folder measures Samba's name lookup
    private static final int BLOCK = 1 << 20;

    /** One file: path below the root with {@code /}, size in bytes, MD5 in lower-case hex. */
    record Entry(String path, long size, String md5) {}

    SourceTree {
        entries = List.copyOf(entries);
    }

    long bytes() {
        return entries.stream().mapToLong(Entry::size).sum();
    }

    Path file(Entry entry) {
        return root.resolve(entry.path());
    }

    /** Writes the files; the same seed gives the same bytes. Blocks. */
    static SourceTree create(Path root, FileSet files, long seed) throws IOException {
        try {
            for (int folder = 0; folder * FILES_PER_FOLDER < files.files(); folder++) {
                Files.createDirectories(
                        root.resolve(path(folder * FILES_PER_FOLDER)).getParent());
            }
            List<Entry> entries = IntStream.range(0, files.files())
                    .parallel()
                    .mapToObj(index -> write(root, path(index), files.size(index), seed + index))
                    .toList();
            return new SourceTree(root, new ArrayList<>(entries));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Looks like a session of a lab, so that any command of ours takes it: subject, date, number, collection, name. */
    private static String path(int index) {
        return String.format(
                Locale.ROOT,
                "BENCH-001/2022-01-01/%03d/raw_data/block%05d.samples.bin",
                1 + index / FILES_PER_FOLDER,
                index);
    }

    private static Entry write(Path root, String path, long size, long seed) {
        var digest = Md5.newDigest();
        var random = new SplittableRandom(seed);
        byte[] block =
                new byte[(int) Math.min(BLOCK, Math.max(Long.BYTES, size + Long.BYTES - 1) / Long.BYTES * Long.BYTES)];
        ByteBuffer longs = ByteBuffer.wrap(block);
        try (OutputStream out = Files.newOutputStream(root.resolve(path))) {
            for (long left = size; left > 0; left -= block.length) {
                longs.clear();
                while (longs.hasRemaining()) {
                    longs.putLong(random.nextLong());
                }
                int length = (int) Math.min(block.length, left);
                digest.update(block, 0, length);
                out.write(block, 0, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Entry(path, size, HexFormat.of().formatHex(digest.digest()));
    }
}
