package org.alyxtransfer.sandbox.proxy;

/**
 * Something that goes wrong at a certain byte.
 *
 * @param after how many bytes pass in that direction before it happens; the byte with this number, the first being 0,
 *     sets it off and is the one that a {@link Kind#FLIP} spoils
 */
public record Fault(Kind kind, Direction direction, long after) {
    /** What happens. */
    public enum Kind {
        /** Both ends get a reset; what was under way may be lost. */
        RESET,
        /** The receiver of this direction sees its end; the rest is swallowed, the other direction goes on. */
        HALF_CLOSE,
        /** The rest of this direction is swallowed; nobody is told. */
        SILENCE,
        /** The lowest bit of the byte is turned. */
        FLIP
    }

    public Fault {
        if (after < 0) {
            throw new IllegalArgumentException("a fault cannot come after " + after + " bytes");
        }
    }

    public static Fault reset(Direction direction, long after) {
        return new Fault(Kind.RESET, direction, after);
    }

    public static Fault halfClose(Direction direction, long after) {
        return new Fault(Kind.HALF_CLOSE, direction, after);
    }

    public static Fault silence(Direction direction, long after) {
        return new Fault(Kind.SILENCE, direction, after);
    }

    public static Fault flip(Direction direction, long after) {
        return new Fault(Kind.FLIP, direction, after);
    }
}
