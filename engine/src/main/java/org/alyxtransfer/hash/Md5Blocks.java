package org.alyxtransfer.hash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The native code: MD5 of whole blocks of 64 bytes.
 *
 * <p>Nothing is checked behind these methods: callers pass what is within the buffers. A state is the four words of RFC
 * 1321 3.3; those of several files follow each other.
 */
final class Md5Blocks {
    /** The most files that are hashed side by side. */
    static final int LANES = 8;

    static final int BYTES = 64;

    private static final boolean LOADED = !"jdk".equals(System.getProperty("alyxtransfer.md5")) && load();

    private Md5Blocks() {}

    /** Whether the native code is there for this machine. */
    static boolean areNative() {
        return LOADED;
    }

    /** Adds blocks of a direct buffer, from an offset in bytes. */
    static native void ofBuffer(int[] state, ByteBuffer bytes, int offset, int blocks);

    /** Adds blocks of an array; the garbage collector waits meanwhile. */
    static native void ofArray(int[] state, byte[] bytes, int offset, int blocks);

    /** Adds as many blocks of each of up to {@link #LANES} direct buffers to the state of each. */
    static native void ofBuffers(int[] states, ByteBuffer[] bytes, int[] offsets, int files, int blocks);

    private static boolean load() {
        String name = "libalyxtransfer_md5.so";
        String machine = System.getProperty("os.name", "") + "-" + System.getProperty("os.arch", "");
        String place = "/native/" + machine.toLowerCase(Locale.ROOT) + "/" + name;
        try (InputStream library = Md5Blocks.class.getResourceAsStream(place)) {
            if (library == null) {
                return false;
            }
            Path copy = Files.createTempFile("alyx-transfer-", name);
            try {
                Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
                System.load(copy.toString());
                return true;
            } finally {
                Files.deleteIfExists(copy); // what is mapped stays
            }
        } catch (IOException | LinkageError | SecurityException e) {
            return false; // a temporary folder without programs, another C library: the JDK can do it as well
        }
    }
}
