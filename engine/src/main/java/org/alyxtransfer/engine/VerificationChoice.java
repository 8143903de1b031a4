package org.alyxtransfer.engine;

import java.util.Objects;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.storage.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Which verification each file gets.
 *
 * <p>A sample is drawn by name: a file that is in it stays in it, in every run and on every computer, and a larger sample
 * contains the smaller ones. So a resumed job reads back what the first run would have.
 */
public final class VerificationChoice {
    private static final int ALL = 100;

    private final @Nullable Verification always;
    private final int sampledPercent;

    private VerificationChoice(@Nullable Verification always, int sampledPercent) {
        this.always = always;
        this.sampledPercent = sampledPercent;
    }

    /** What the wire needs: see {@link Verification#defaultFor}. */
    public static VerificationChoice byWire() {
        return new VerificationChoice(null, 0);
    }

    public static VerificationChoice always(Verification verification) {
        return new VerificationChoice(verification, 0);
    }

    /**
     * Reads back about so many of a hundred files, and compares the others as {@link Verification#STREAM} does.
     *
     * @param percent 1 to 100
     */
    public static VerificationChoice sample(int percent) {
        if (percent < 1 || percent > ALL) {
            throw new IllegalArgumentException("a sample is 1 to 100 percent, not " + percent);
        }
        return new VerificationChoice(Verification.STREAM, percent);
    }

    Verification of(FileKey file, Limits.Wire wire) {
        if (isSampled(file)) {
            return Verification.READ_BACK;
        }
        return Objects.requireNonNullElseGet(always, () -> Verification.defaultFor(wire));
    }

    private boolean isSampled(FileKey file) {
        if (sampledPercent == 0) {
            return false;
        }
        // The names of a session differ in few letters; without mixing they would fall into few of the hundred places.
        int mixed = file.toString().hashCode() * 0x9E3779B9;
        return Math.floorMod(mixed >>> 7, ALL) < sampledPercent;
    }
}
