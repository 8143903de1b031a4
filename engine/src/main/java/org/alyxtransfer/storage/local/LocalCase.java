package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Finds out, without writing anything, whether names that differ in case only are one name. Blocks. */
final class LocalCase {
    private LocalCase() {}

    static boolean isIgnoredIn(Path root) {
        Optional<Boolean> told = Optional.empty();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                told = tell(entry);
                if (told.isPresent()) {
                    break;
                }
            }
        } catch (IOException e) {
            // an unreadable folder is judged by its own name
        }
        return told.or(() -> tell(root)).orElseGet(LocalCase::usualHere);
    }

    private static Optional<Boolean> tell(Path entry) {
        String name = String.valueOf(entry.getFileName());
        String turned = name.toLowerCase(Locale.ROOT).equals(name)
                ? name.toUpperCase(Locale.ROOT)
                : name.toLowerCase(Locale.ROOT);
        if (turned.equals(name)) {
            return Optional.empty();
        }
        try {
            Path other = entry.resolveSibling(turned);
            return Optional.of(Files.exists(other, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(entry, other));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean usualHere() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return system.contains("windows") || system.contains("mac");
    }
}
