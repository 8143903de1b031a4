package org.alyxtransfer.automation.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes all that a process prints, and keeps the first {@value #HEAD} bytes of it and the last {@value #TAIL}, with a
 * notice between them.
 *
 * <p>Never stops reading, so that the process is not held up; not even when the disk is full.
 */
final class BoundedLog {
    static final int HEAD = 8 << 20;
    static final int TAIL = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(BoundedLog.class);

    private final Path file;
    private final byte[] tail = new byte[TAIL];
    private long taken;

    private BoundedLog(Path file) {
        this.file = file;
    }

    /** Blocks until the stream ends. */
    static void copy(InputStream printed, Path file) {
        new BoundedLog(file).copy(printed);
    }

    private void copy(InputStream printed) {
        try (printed) {
            try (OutputStream kept = Files.newOutputStream(file)) {
                try {
                    take(printed, kept);
                } finally {
                    finish(kept);
                }
            } catch (IOException e) {
                LOG.warn("{} may lack some of what the command printed: {}", file, e.toString());
                printed.transferTo(OutputStream.nullOutputStream()); // closed, it would end the command
            }
        } catch (IOException e) {
            LOG.debug("the command's output was closed", e);
        }
    }

    private void take(InputStream printed, OutputStream kept) throws IOException {
        byte[] buffer = new byte[16 << 10];
        for (int read = printed.read(buffer); read >= 0; read = printed.read(buffer)) {
            int toHead = (int) Math.min(read, Math.max(0, HEAD - taken));
            kept.write(buffer, 0, toHead);
            taken += toHead;
            keepLast(buffer, toHead, read - toHead);
        }
    }

    private void keepLast(byte[] buffer, int from, int length) {
        if (length > 0) {
            int at = (int) ((taken - HEAD) % TAIL);
            int first = Math.min(length, TAIL - at);
            System.arraycopy(buffer, from, tail, at, first);
            System.arraycopy(buffer, from + first, tail, 0, length - first);
            taken += length;
        }
    }

    private void finish(OutputStream kept) throws IOException {
        long beyond = taken - HEAD;
        if (beyond > TAIL) {
            String notice = "\n[alyx-transfer: " + (beyond - TAIL) + " bytes of output are left out here]\n";
            kept.write(notice.getBytes(StandardCharsets.UTF_8));
            int start = (int) (beyond % TAIL);
            kept.write(tail, start, TAIL - start);
            kept.write(tail, 0, start);
        } else if (beyond > 0) {
            kept.write(tail, 0, (int) beyond);
        }
    }
}
