package org.alyxtransfer.automation.analysis.read;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks Parquet's pages in plain Java: the library's own way needs Hadoop's codecs and native code. A page gets the memory
 * that its header claims only within a limit.
 */
final class PageCodecs implements CompressionCodecFactory {
    private static final int MAX_PAGE = 64 << 20; // writers aim at 1 MiB

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Page((packed, size) -> packed);
            case SNAPPY -> new Page(with(new SnappyDecompressor()));
            case ZSTD -> new Page(with(new ZstdDecompressor()));
            case LZ4_RAW -> new Page(with(new Lz4Decompressor()));
            case GZIP -> new Page(PageCodecs::gunzip);
            case LZO, BROTLI, LZ4 -> throw new UnsupportedOperationException(codec + " compression is not known here");
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("nothing is written here");
    }

    @Override
    public void release() {}

    private interface Unpacking {
        byte[] unpack(byte[] packed, int size) throws IOException;
    }

    private static Unpacking with(Decompressor decompressor) {
        return (packed, size) -> {
            byte[] unpacked = new byte[size];
            int length = decompressor.decompress(packed, 0, packed.length, unpacked, 0, size);
            if (length != size) {
                throw new IOException("a page of " + length + " bytes that claims " + size);
            }
            return unpacked;
        };
    }

    private static byte[] gunzip(byte[] packed, int size) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = in.readNBytes(size);
            if (unpacked.length != size || in.read() >= 0) {
                throw new IOException("a page that does not have the " + size + " bytes that it claims");
            }
            return unpacked;
        }
    }

    private record Page(Unpacking unpacking) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer unpacked, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            unpacked.put(unpack(bytes, size));
        }

        @Override
        public void release() {}

        private byte[] unpack(byte[] packed, int size) throws IOException {
            if (size < 0 || size > MAX_PAGE) {
                throw new IOException("a page that claims " + size + " bytes");
            }
            return unpacking.unpack(packed, size);
        }
    }
}
