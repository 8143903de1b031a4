package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest that tells whether what arrived is what was sent. */
final class Md5 {
    private static final int BLOCK = 1 << 20;

    private Md5() {}

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** In lower-case hex. Blocks. */
    static String of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        byte[] block = new byte[(int) Math.max(1, Math.min(BLOCK, Files.size(file)))];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
