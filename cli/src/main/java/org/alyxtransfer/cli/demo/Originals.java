package org.alyxtransfer.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Compares a folder of files with the originals, by MD5s that are computed here and now. */
final class Originals {
    private static final int BUFFER_BYTES = 1 << 18;

    private Originals() {}

    /** Which of the originals are missing or different, by relative path. */
    static List<String> unlike(Path originals, Path copies) throws IOException {
        try (Stream<Path> files = Files.walk(originals)) {
            return files.filter(Files::isRegularFile).toList().parallelStream()
                    .filter(file -> !same(file, copies.resolve(originals.relativize(file))))
                    .map(file -> originals.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean same(Path original, Path copy) {
        try {
            return Files.isRegularFile(copy) && md5(original).equals(md5(copy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
