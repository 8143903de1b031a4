package org.alyxtransfer.automation.report;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file that a run left in its output folder.
 *
 * @param name relative to that folder, with slashes
 * @param bytes its size when the run ended
 */
public record ResultFile(String name, long bytes) implements Comparable<ResultFile> {
    private static final int MOST = 1000; // a run that leaves more is told by its first thousand
    private static final int DEEPEST = 8; // folders below the output folder

    /**
     * The regular files below a folder, by name, at most {@value #MOST}; links are not followed, and none are listed: what
     * they lead to is not the run's. Blocks.
     */
    public static List<ResultFile> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, DEEPEST, new FileVisitOption[0])) {
            List<Path> found = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST)
                    .toList();
            return found.stream().map(file -> of(folder, file)).toList();
        }
    }

    private static ResultFile of(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return new ResultFile(name, file.toFile().length());
    }

    /** The ending in lower case, without its dot; "" where there is none. */
    public String ending() {
        int dot = name.lastIndexOf('.');
        return dot < name.lastIndexOf('/') + 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Its name without folders. */
    public String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(ResultFile other) {
        return name.compareTo(other.name);
    }
}
