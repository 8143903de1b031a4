package org.alyxtransfer.sandbox.generate;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A frame of a camera that looks at the animal from its side, as a grey PNG. Not compressed, so that every zlib gives the
 * same bytes.
 */
final class Frame {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 256;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Frame() {}

    static void write(Path file, Contents.Context context) throws IOException {
        var header = new ByteArrayOutputStream();
        try (var fields = new DataOutputStream(header)) {
            fields.writeInt(WIDTH);
            fields.writeInt(HEIGHT);
            fields.write(new byte[] {8, 0, 0, 0, 0}); // bits, grey, deflate, no other filters, not interlaced
        }
        try (var out = new DataOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header.toByteArray());
            chunk(out, "IDAT", packed(pixels(context.noise())));
            chunk(out, "IEND", new byte[0]);
        }
    }

    private static byte[] pixels(Noise noise) {
        byte[] rows = new byte[(WIDTH + 1) * HEIGHT]; // each row begins with its filter: none
        double shift = 6 * noise.nextDouble();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double grey = scene(x - shift, y) + 10 * (noise.nextDouble() - 0.5);
                rows[y * (WIDTH + 1) + 1 + x] = (byte) Math.max(0, Math.min(255, grey));
            }
        }
        return rows;
    }

    /** A lit wall, the body, the head with an eye, a paw, and the wheel below. */
    private static double scene(double x, double y) {
        double grey = 165 - 0.25 * Math.hypot(x - 210, y - 40);
        grey = blend(grey, 62 + 0.12 * y, ellipse(x, y, 70, 140, 120, 78));
        grey = blend(grey, 78, ellipse(x, y, 180, 118, 62, 44));
        grey = blend(grey, 70, ellipse(x, y, 236, 136, 26, 15));
        grey = blend(grey, 96, ellipse(x, y, 148, 78, 22, 26));
        grey = blend(grey, 18, ellipse(x, y, 196, 106, 9, 9));
        grey = blend(grey, 235, ellipse(x, y, 193, 103, 2.5, 2.5));
        grey = blend(grey, 110, ellipse(x, y, 205, 186, 16, 10));
        double radius = Math.hypot(x - 215, y - 300);
        double spokes = 25 * Math.sin(14 * Math.atan2(y - 300, x - 215));
        return blend(grey, 120 + spokes, Math.max(0, Math.min(1, (105 - radius) / 4)));
    }

    /** 1 inside, 0 outside, and soft between. */
    private static double ellipse(double x, double y, double centreX, double centreY, double wide, double high) {
        double distance = Math.hypot((x - centreX) / wide, (y - centreY) / high);
        return Math.max(0, Math.min(1, (1 - distance) * 0.2 * Math.min(wide, high)));
    }

    private static double blend(double below, double above, double share) {
        return below + share * (above - below);
    }

    private static byte[] packed(byte[] pixels) throws IOException {
        var packed = new ByteArrayOutputStream();
        var stored = new Deflater(Deflater.NO_COMPRESSION);
        try (var out = new DeflaterOutputStream(packed, stored)) {
            out.write(pixels);
        } finally {
            stored.end();
        }
        return packed.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) crc.getValue());
    }
}
