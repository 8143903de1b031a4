package org.alyxtransfer.sandbox.generate;

import com.jerolba.carpet.CarpetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The session's trials as a Parquet table. */
final class TrialTable {
    private TrialTable() {}

    static void write(Path file, Contents.Context context) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
                var writer = new CarpetWriter.Builder<>(out, Trial.class)
                        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED) // no native library
                        .build()) {
            writer.write(context.trials());
        }
    }
}
