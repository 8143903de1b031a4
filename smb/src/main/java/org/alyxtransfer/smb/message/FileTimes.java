package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A file's four times as FILETIMEs (MS-DTYP 2.3.3): units of 100 ns since the beginning of 1601 UTC; 0 for unknown.
 *
 * @param changed when anything was changed, attributes included; {@code written}: its content
 */
public record FileTimes(long created, long accessed, long written, long changed) {
    static final int BYTES = 32;
    static final int BASIC_INFORMATION_BYTES = 40; // with attributes
    static final FileTimes NONE = new FileTimes(0, 0, 0, 0);

    private static final long UNITS_PER_SECOND = 10_000_000;
    private static final long EPOCH = 11_644_473_600L; // seconds from 1601 to 1970

    /** The answer to {@link QueryInfoRequest#times}. */
    public static FileTimes ofBasicInformation(ByteBuf message) {
        return read(Output.of(message, Command.QUERY_INFO), 0);
    }

    static FileTimes read(Fields fields, int at) {
        return new FileTimes(
                fields.int64(at, "creation time"),
                fields.int64(at + 8, "last access time"),
                fields.int64(at + 16, "last write time"),
                fields.int64(at + 24, "change time"));
    }

    /** Exact; negative FILETIMEs are times before 1601. */
    public static Instant toInstant(long fileTime) {
        return Instant.ofEpochSecond(
                Math.floorDiv(fileTime, UNITS_PER_SECOND) - EPOCH, 100L * Math.floorMod(fileTime, UNITS_PER_SECOND));
    }

    /** Drops what is below 100 ns; fails for a time that 64 bits can't hold, some 29,000 years from 1601. */
    public static long toFileTime(Instant instant) {
        try {
            return Math.addExact(
                    Math.multiplyExact(Math.addExact(instant.getEpochSecond(), EPOCH), UNITS_PER_SECOND),
                    instant.getNano() / 100);
        } catch (ArithmeticException e) {
            throw new DateTimeException(instant + " is no time that SMB can say", e);
        }
    }
}
