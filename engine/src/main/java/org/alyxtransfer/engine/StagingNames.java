package org.alyxtransfer.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.PlannedFile.ToMove;

/**
 * The hidden names under which files wait for being published: short whatever the target's length, in the target's
 * folder, and the same at every run, so that a rerun finds or overwrites what a lost run left.
 *
 * <p>A download continues what it finds, so there the content that Alyx knows is part of the name. An upload starts afresh,
 * and Alyx may have come to know the content since the lost run: there the target alone makes the name.
 */
public final class StagingNames {
    private static final int BYTES = 10;

    private StagingNames() {}

    static FilePath of(ToMove file, Direction direction) {
        return direction == Direction.UPLOAD
                ? ofUpload(file.target())
                : named(file.target(), file.expected().map(Checksum::hex).orElse(""));
    }

    /** Where an upload stages the file of this path, which is without the dataset's id whatever the naming. */
    public static FilePath ofUpload(FilePath target) {
        return named(target, "");
    }

    private static FilePath named(FilePath target, String content) {
        byte[] digest = Arrays.copyOf(sha256(target + "\n" + content), BYTES);
        return target.sibling(".at-" + HexFormat.of().formatHex(digest) + ".part");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
