package org.alyxtransfer.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder that a program may still be writing to. */
final class Folders {
    private static final String ID = "\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\\.)";

    private Folders() {}

    /** Files that anybody would take for whole ones. */
    static List<Path> visible(Path root) throws IOException {
        return files(root).stream().filter(file -> !isHidden(file)).toList();
    }

    /** Files that wait for being published. */
    static List<Path> staged(Path root) throws IOException {
        return files(root).stream()
                .filter(file -> file.getFileName().toString().startsWith(".at-"))
                .toList();
    }

    /** The name on the rig: without the dataset's id. */
    static String name(Path root, Path file) {
        return root.relativize(file).toString().replaceAll(ID, "");
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.find(root, 20, (path, attributes) -> attributes.isRegularFile())) {
            return all.toList();
        }
    }
}
