package org.alyxtransfer.benchmarks;

/** Files of one size: {@code medium} is 256 of 16 MiB unless a flag says otherwise. */
record FileSet(String name, int files, long fileBytes) {
    private static final int KIB = 1024;

    FileSet {
        if (files < 1 || fileBytes < 0) {
            throw new IllegalArgumentException(name + " needs at least one file and no negative size");
        }
    }

    long bytes() {
        return files * fileBytes;
    }

    /** Reads {@code 256x16MiB}, {@code 1x4GiB}, {@code 20000x16KiB}; units B, KiB, MiB, GiB. */
    static FileSet parse(String name, String text) {
        String[] parts = text.trim().split("x", 2);
        if (parts.length != 2 || !parts[1].matches("\\d+(B|KiB|MiB|GiB)")) {
            throw new IllegalArgumentException("Not a number of files and a size, like 256x16MiB: " + text);
        }
        int digits = parts[1].replaceAll("\\D+$", "").length();
        return new FileSet(
                name,
                Integer.parseInt(parts[0]),
                Math.multiplyExact(Long.parseLong(parts[1].substring(0, digits)), unit(parts[1].substring(digits))));
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "GiB" -> (long) KIB * KIB * KIB;
            case "MiB" -> (long) KIB * KIB;
            case "KiB" -> KIB;
            default -> 1;
        };
    }

    @Override
    public String toString() {
        long size = fileBytes;
        int unit = 0;
        while (size >= KIB && size % KIB == 0 && unit < 3) {
            size /= KIB;
            unit++;
        }
        return files + "x" + size + new String[] {"B", "KiB", "MiB", "GiB"}[unit];
    }
}
