package org.alyxtransfer.automation.analysis;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, by path. Leaves out hidden ones, such as parts of a transfer, and follows no links.
 *
 * @param unread folders that could not be looked into, and why
 */
record DatasetFiles(List<Path> all, Map<Path, IOException> unread) {
    private static final int MOST = 10_000; // of a session; more is a folder that somebody named by mistake

    static DatasetFiles below(Path folderOrFile) throws IOException {
        if (Files.isRegularFile(folderOrFile)) {
            return new DatasetFiles(List.of(folderOrFile), Map.of());
        }
        if (!Files.isDirectory(folderOrFile)) {
            throw new TransferException(Kind.NOT_FOUND, folderOrFile.toString(), "there is no such file or folder");
        }
        TreeSet<Path> files = new TreeSet<>(Comparator.comparing(Path::toString));
        Map<Path, IOException> unread = new TreeMap<>();
        Files.walkFileTree(folderOrFile, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isHidden(folder) && !folder.equals(folderOrFile)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(file)) {
                    files.add(file);
                }
                if (files.size() > MOST) {
                    throw new TransferException(
                            Kind.INVALID,
                            folderOrFile.toString(),
                            "holds more than " + MOST + " files; name the folder of one session");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path fileOrFolder, IOException why) throws IOException {
                if (fileOrFolder.equals(folderOrFile)) {
                    throw why;
                }
                if (!isHidden(fileOrFolder)) {
                    unread.put(fileOrFolder, why);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) throws IOException {
                return why == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, why);
            }
        });
        return new DatasetFiles(List.copyOf(files), unread);
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }
}
