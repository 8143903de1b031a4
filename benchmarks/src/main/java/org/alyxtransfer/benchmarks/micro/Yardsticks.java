package org.alyxtransfer.benchmarks.micro;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What each benchmark is held against: OpenSSL's figure, copies in memory, the disk's own flush. */
final class Yardsticks {
    private static final String MEMORY = "Limits.memoryCopy";
    private static final String FLUSH = "JournalCommit.flushOnly";
    private static final List<String> MD5 = List.of("-evp", "md5");

    /** How {@code openssl speed} is asked for the same work, by what follows the benchmark's name. */
    private static final Map<String, List<String>> NATIVE = Map.of(
            "MD5", MD5,
            "SHA-1", List.of("-evp", "sha1"),
            "SHA-256", List.of("-evp", "sha256"),
            "GMAC", List.of("ghash"),
            "CMAC", List.of("-cmac", "aes-128-cbc"),
            "HMAC_SHA256", List.of("-hmac", "sha256"),
            "AES_128_GCM", List.of("-evp", "aes-128-gcm"),
            "AES_256_GCM", List.of("-evp", "aes-256-gcm"),
            "AES_128_CCM", List.of("-evp", "aes-128-ccm"));

    private final Map<String, Double> measured;
    private final Native openSsl;

    /** As {@link OpenSsl#bytesPerSecond}. */
    interface Native {
        OptionalDouble bytesPerSecond(List<String> arguments) throws IOException;
    }

    /**
     * A limit.
     *
     * @param perSecond in the benchmark's own unit; empty where it could not be measured
     */
    record Limit(OptionalDouble perSecond, String words) {
        static Limit of(double perSecond, String form, Object... values) {
            return new Limit(OptionalDouble.of(perSecond), String.format(Locale.ROOT, form, values));
        }
    }

    /** @param measured how often a second, by the benchmark's name and parameter */
    Yardsticks(Map<String, Double> measured, Native openSsl) {
        this.measured = measured;
        this.openSsl = openSsl;
    }

    /** Which benchmarks must run, too, for those of these names to have their limits. */
    static Set<String> missing(Collection<String> names) {
        Set<String> needed = new TreeSet<>();
        for (String name : names) {
            if (name.startsWith("Framing.") || name.startsWith("JsonBatch.")) {
                needed.add(MEMORY);
            } else if (name.startsWith("JournalCommit.commit")) {
                needed.add(FLUSH);
            }
        }
        needed.removeIf(limit -> names.stream().anyMatch(name -> name.startsWith(limit)));
        return needed;
    }

    /** Empty for what is a limit itself. */
    Optional<Limit> of(String name, String parameter) throws IOException {
        if (name.startsWith(MEMORY) || name.startsWith(FLUSH)) {
            return Optional.empty();
        }
        if (NATIVE.containsKey(parameter)) {
            return Optional.of(openSsl(NATIVE.get(parameter), 1));
        }
        if (name.startsWith("HashingSideBySide.")) {
            return Optional.of(openSsl(MD5, Integer.parseInt(parameter)));
        }
        if (name.startsWith("JournalCommit.commit")) {
            double flushes = figure(FLUSH + " " + parameter);
            return Optional.of(Limit.of(flushes, "%,.0f flushes of 4 KiB to the same disk", flushes));
        }
        int bytes = bytes(name);
        double copies = figure(MEMORY) * Limits.BYTES / bytes;
        return Optional.of(Limit.of(copies, "%,.0f copies of its %,d bytes in memory", copies, bytes));
    }

    /**
     * In MiB.
     *
     * @param chains of bytes that depend on each other within one only: so many can go on at once on one core
     */
    private Limit openSsl(List<String> arguments, int chains) throws IOException {
        String name = (chains > 1 ? chains + " × " : "") + "openssl speed " + String.join(" ", arguments);
        OptionalDouble bytes = openSsl.bytesPerSecond(arguments);
        if (bytes.isEmpty()) {
            return new Limit(OptionalDouble.empty(), name + ": not to be had");
        }
        double mib = chains * bytes.getAsDouble() / Bytes.MIB;
        return Limit.of(mib, "%,.0f MiB/s (%s)", mib, name);
    }

    private double figure(String name) {
        Double found = measured.get(name);
        if (found == null) {
            throw new IllegalStateException("nobody measured " + name);
        }
        return found;
    }

    /** What is written out byte by byte cannot be faster than a copy of these bytes. */
    private static int bytes(String name) throws IOException {
        return switch (name) {
            case "Framing.writeRequest" -> Framing.WRITE_BYTES;
            case "Framing.readResponse" -> Framing.READ_BYTES;
            case "JsonBatch.batch" -> JsonBatch.bytes();
            default -> throw new IllegalStateException("there is no limit for " + name);
        };
    }
}
