package org.alyxtransfer.dataset;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A digest of a file's bytes, in lower-case hexadecimal. */
public record Checksum(Algorithm algorithm, String hex) {
    /** The digests that Alyx clients use; MD5 is what ONE compares. */
    public enum Algorithm {
        MD5("MD5", 32),
        SHA1("SHA-1", 40),
        SHA256("SHA-256", 64);

        private final String javaName;
        private final int digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = digits;
        }

        /** The name under which {@link java.security.MessageDigest} knows it. */
        public String javaName() {
            return javaName;
        }
    }

    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != algorithm.digits || !isHex(hex)) {
            throw new IllegalArgumentException("not " + algorithm.digits + " hexadecimal digits: " + hex);
        }
    }

    public static Checksum of(Algorithm algorithm, byte[] digest) {
        return new Checksum(algorithm, HexFormat.of().formatHex(digest));
    }

    /** Tells the algorithm by the shape (32, 40 or 64 digits); empty for free text, which Alyx allows. */
    public static Optional<Checksum> ofShape(String text) {
        String hex = text.trim().toLowerCase(Locale.ROOT);
        for (Algorithm algorithm : Algorithm.values()) {
            if (hex.length() == algorithm.digits && isHex(hex)) {
                return Optional.of(new Checksum(algorithm, hex));
            }
        }
        return Optional.empty();
    }

    private static boolean isHex(String lowerCase) {
        return lowerCase.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    @Override
    public String toString() {
        return hex;
    }
}
