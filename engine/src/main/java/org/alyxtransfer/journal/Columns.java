package org.alyxtransfer.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alyxtransfer.dataset.Checksum;
import org.jspecify.annotations.Nullable;

/** How values are written in columns: times as nanoseconds since 1970, ids and digests as bytes. */
final class Columns {
    private static final long NANOS = 1_000_000_000L;

    private Columns() {}

    /** Times that 64 bits of nanoseconds cannot tell (after 2262) become the nearest that they can. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    static byte[] id(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    static Optional<UUID> id(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        if (bytes.length != 2 * Long.BYTES) {
            throw new IllegalArgumentException("an id of " + bytes.length + " bytes");
        }
        ByteBuffer both = ByteBuffer.wrap(bytes);
        return Optional.of(new UUID(both.getLong(), both.getLong()));
    }

    static String hex(Set<Checksum> sums) {
        return sums.stream().map(Checksum::hex).sorted().collect(Collectors.joining(" "));
    }

    static Set<Checksum> sums(String hex) {
        return Arrays.stream(hex.split(" "))
                .flatMap(sum -> Checksum.ofShape(sum).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One digest, MD5 if there is one, as that is the one that Alyx has. */
    static byte @Nullable [] digest(String hex) {
        return Arrays.stream(hex.split(" "))
                .filter(sum -> !sum.isEmpty())
                .min((a, b) -> Integer.compare(a.length(), b.length()))
                .map(HexFormat.of()::parseHex)
                .orElse(null);
    }

    static Optional<Checksum> checksum(byte @Nullable [] digest) {
        return digest == null
                ? Optional.empty()
                : Checksum.ofShape(HexFormat.of().formatHex(digest));
    }
}
