package org.alyxtransfer.smb.hostile;

import java.util.List;
import java.util.Random;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.jspecify.annotations.Nullable;

/** Tells one lie, of the kind and at the place that its random numbers say, or one with every answer from there on. */
final class Liar implements Tamper {
    private static final List<Lie> LIES = List.of(Lie.values());
    private static final int ONE_ANSWER_IS_SLOW = 12; // a lie that costs the client's patience is told so seldom

    private final Random random;
    private final int first;
    private final boolean isLasting;
    private final Lie lie;
    private final boolean swaps;
    private byte @Nullable [] held;
    private volatile boolean told;

    Liar(Random random, int answers) {
        this.random = random;
        this.first = random.nextInt(answers);
        this.isLasting = random.nextInt(4) == 0;
        this.swaps = random.nextInt(20) == 0;
        this.lie = pick(random);
    }

    private static Lie pick(Random random) {
        Lie lie = LIES.get(random.nextInt(LIES.size()));
        boolean slow = lie == Lie.NEVER || lie == Lie.SLIGHTLY_LONGER || lie == Lie.UNSOLICITED;
        return slow && random.nextInt(ONE_ANSWER_IS_SLOW) > 0 ? Lie.BODY : lie;
    }

    /** Whether the answer that was to be changed was there. */
    boolean hasLied() {
        return told;
    }

    @Override
    public Reply answer(int number, byte[] message) {
        boolean mine = isLasting ? number >= first : number == first;
        if (swaps) {
            return swapped(number, message);
        }
        if (!mine) {
            return Reply.of(message);
        }
        told = true;
        return lie.tell(message, random);
    }

    /** Holds one answer back until the next has gone. */
    private Reply swapped(int number, byte[] message) {
        if (number == first) {
            held = message;
            told = true;
            return Reply.nothing();
        }
        byte[] before = held;
        held = null;
        return before == null ? Reply.of(message) : Reply.of(message, before);
    }

    @Override
    public String toString() {
        return (swaps ? "SWAPPED" : lie.toString()) + " at answer " + first + (isLasting ? " and all behind it" : "");
    }
}
