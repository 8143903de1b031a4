package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.alyxtransfer.dataset.TransferException;

/** Tells files by their extensions and opens them. */
public final class Datasets {
    private Datasets() {}

    /**
     * Opens a file by what its name promises. What nothing here reads, and what a well-formed file holds that is not read, is
     * {@link Opaque} with the reason; a broken file fails with {@code GARBLED}, an unreadable one with {@code DENIED} or
     * {@code NOT_FOUND}.
     */
    public static Dataset open(Path file) throws IOException {
        try {
            return byExtension(file);
        } catch (TransferException e) {
            if (e.kind() == TransferException.Kind.UNSUPPORTED) {
                return new Opaque(reason(file, e));
            }
            throw e;
        } catch (IOException e) {
            throw Broken.from(file, extension(file), e);
        }
    }

    private static Dataset byExtension(Path file) throws IOException {
        boolean empty = Files.size(file) == 0;
        return switch (extension(file)) {
            case "npy" -> NumPyArray.open(file);
            case "pqt", "parquet" -> ParquetTable.open(file);
            case "csv", "tsv", "htsv" -> DelimitedTable.open(file);
            case "json", "jsonable", "jsonl" -> Document.open(file);
            case "png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp" -> Picture.open(file);
            default -> new Opaque(empty ? "empty" : "not looked into");
        };
    }

    /** Why a file could not be read, without its name. */
    public static String reason(Path file, Exception failure) {
        TransferException known = Broken.from(file, "a dataset", failure);
        String message = String.valueOf(known.getMessage());
        return message.startsWith(known.where() + ": ")
                ? message.substring(known.where().length() + 2)
                : message;
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
