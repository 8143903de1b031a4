package org.alyxtransfer.benchmarks;

import java.util.List;
import org.alyxtransfer.cli.bench.Work;

/**
 * Files of one size, {@code 256x16MiB}, or of the sizes of real sessions, {@code 20xsession}.
 *
 * @param files how many, over all sessions
 * @param sizes bytes of the first files, repeated until there are so many
 */
record FileSet(String name, int files, List<Long> sizes) {
    private static final int KIB = 1024;
    private static final String SESSION = "session";

    FileSet {
        sizes = List.copyOf(sizes);
        if (files < 1 || sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException(name + " needs at least one file and no negative size");
        }
    }

    FileSet(String name, int files, long fileBytes) {
        this(name, files, List.of(fileBytes));
    }

    /** Size in bytes of the file with that number, from 0. */
    long size(int index) {
        return sizes.get(index % sizes.size());
    }

    long bytes() {
        long whole = sizes.stream().mapToLong(Long::longValue).sum() * (files / sizes.size());
        return whole
                + sizes.stream()
                        .limit(files % sizes.size())
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** Reads {@code 256x16MiB}, {@code 1x4GiB}, {@code 20000x16KiB} (units B, KiB, MiB, GiB), or {@code 20xsession}. */
    static FileSet parse(String name, String text) {
        String[] parts = text.trim().split("x", 2);
        if (parts.length == 2 && parts[1].equals(SESSION)) {
            return new FileSet(
                    name,
                    Math.multiplyExact(Integer.parseInt(parts[0]), MixedSession.SIZES.size()),
                    MixedSession.SIZES);
        }
        try {
            Work work = Work.parse(text);
            return new FileSet(name, work.files(), work.size(0));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "; or of sessions, like 20xsession", e);
        }
    }

    @Override
    public String toString() {
        if (sizes.size() > 1) {
            return files / sizes.size() + "x" + SESSION;
        }
        long size = sizes.get(0);
        int unit = 0;
        while (size >= KIB && size % KIB == 0 && unit < 3) {
            size /= KIB;
            unit++;
        }
        return files + "x" + size + new String[] {"B", "KiB", "MiB", "GiB"}[unit];
    }
}
