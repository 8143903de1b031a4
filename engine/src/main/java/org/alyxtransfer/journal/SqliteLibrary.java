package org.alyxtransfer.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sqlite-jdbc unpacks its native library. A process that is killed leaves its copy (a megabyte) behind: here
 * the next one clears it away; in the system's temporary folder they would gather.
 */
public final class SqliteLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);
    private static final String SETTING = "org.sqlite.tmpdir";
    private static final Duration LOADING = Duration.ofMinutes(1); // another process may not have loaded it yet

    private SqliteLibrary() {}

    /** Does nothing when that was said before; blocks. */
    public static synchronized void unpackInto(Path folder) {
        if (System.getProperty(SETTING) != null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            clear(folder);
            System.setProperty(SETTING, folder.toString());
        } catch (IOException e) {
            LOG.debug("the native library goes to the system's temporary folder", e);
        }
    }

    private static void clear(Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(LOADING));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(old) < 0) {
                    Files.deleteIfExists(file); // one that is in use stays in memory; Windows refuses, which is fine
                }
            }
        }
    }
}
