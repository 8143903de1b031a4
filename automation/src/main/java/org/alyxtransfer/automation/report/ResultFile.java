package org.alyxtransfer.automation.report;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that a run left in its output folder.
 *
 * @param name relative to that folder, with slashes
 * @param bytes its size when the run ended
 */
public record ResultFile(String name, long bytes) {
    private static final Logger LOG = LoggerFactory.getLogger(ResultFile.class);
    private static final int MOST = 1000; // a run that leaves more is told by its first thousand
    private static final int DEEPEST = 8; // folders below the output folder

    /**
     * The regular files below a folder, by name, at most {@value #MOST}; links are not followed, and none are listed: what
     * they lead to is not the run's. A folder that can't be read hides only its own files. Blocks.
     */
    public static List<ResultFile> in(Path folder) throws IOException {
        TreeSet<ResultFile> first = new TreeSet<>(Comparator.comparing(ResultFile::name));
        Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    first.add(new ResultFile(name, attributes.size()));
                }
                if (first.size() > MOST) {
                    first.pollLast();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                LOG.warn("left out of the report, since it cannot be read: {}", why.toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path ended, @Nullable IOException why) {
                return why == null ? FileVisitResult.CONTINUE : visitFileFailed(ended, why);
            }
        });
        return List.copyOf(first);
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
}
