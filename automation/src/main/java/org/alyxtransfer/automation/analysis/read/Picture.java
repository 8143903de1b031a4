package org.alyxtransfer.automation.analysis.read;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that Java can read: PNG, JPEG, TIFF, GIF, BMP.
 *
 * @param format in lower case, {@code png}
 * @param frames of it, the first of which is shown
 */
public record Picture(Path file, String format, int width, int height, int frames) implements Dataset {
    private static final long MAX_PIXELS = 500_000_000L; // beyond, decoding takes longer than anybody waits

    static {
        ImageIO.setUseCache(false); // else every reading writes a temporary file
    }

    /** Reads the header only. */
    public static Picture open(Path file) throws IOException {
        return with(file, reader -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width <= 0 || height <= 0) {
                throw Broken.broken(file, "claims to be " + width + " × " + height + " pixels");
            }
            String format = reader.getFormatName().toLowerCase(Locale.ROOT);
            return new Picture(file, format, width, height, Math.max(1, reader.getNumImages(true)));
        });
    }

    /** Decodes the first frame with no more pixels along each side than asked for, leaving out rows and columns. */
    public BufferedImage thumbnail(int most) throws IOException {
        if ((long) width * height > MAX_PIXELS) {
            throw Broken.unsupported(file, "is too large to draw: " + shape() + " pixels");
        }
        return with(file, reader -> {
            int step = Math.max(1, (Math.max(width, height) + most - 1) / most);
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, parameters);
        });
    }

    @Override
    public String kind() {
        return "picture";
    }

    @Override
    public String shape() {
        return width + " × " + height;
    }

    @Override
    public String type() {
        return format;
    }

    @Override
    public String note() {
        return frames == 1 ? "" : frames + " frames";
    }

    @Override
    public List<ColumnSummary> summarise() {
        return List.of();
    }

    private interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    private static <T> T with(Path file, Use<T> use) throws IOException {
        try (@Nullable ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = in == null ? null : ImageIO.getImageReaders(in);
            if (in == null || readers == null || !readers.hasNext()) {
                throw Broken.broken(
                        file, "is no picture that can be read: it begins with other bytes than its name promises");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, false, true);
                return use.of(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw Broken.from(file, "a picture", e);
        }
    }
}
