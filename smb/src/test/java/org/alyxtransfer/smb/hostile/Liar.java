package org.alyxtransfer.smb.hostile;

import java.util.List;
import java.util.Random;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.jspecify.annotations.Nullable;

/** Tells one lie, of the kind and at the place that its random numbers say, or one with every answer from there on. */
final class Liar implements Tamper {
    private static final List<Lie> LIES = List.of(Lie.values());
    private static final List<Lie> BEHIND_KEYS = List.of(
            Lie.BITS,
            Lie.BODY,
            Lie.BODY,
            Lie.HEADER,
            Lie.STATUS,
            Lie.COMMAND,
            Lie.MESSAGE_ID,
            Lie.UNSOLICITED,
            Lie.FLAGS,
            Lie.CREDITS,
            Lie.CHAIN,
            Lie.SHORTER,
            Lie.LONGER,
            Lie.GARBAGE,
            Lie.TWICE);
    private static final int ONE_ANSWER_IS_SLOW = 12; // a lie that costs the client's patience is told so seldom

    private final Random random;
    private final int first;
    private final boolean isLasting;
    private final Lie lie;
    private final boolean swaps;
    private byte @Nullable [] held;
    private volatile boolean told;

    /** Lies as anybody on the way can. */
    static Liar onTheWay(Random random, int answers) {
        return new Liar(random, answers, LIES);
    }

    /** Lies in what is signed or sealed as it should be. */
    static Liar behindKeys(Random random, int answers) {
        return new Liar(random, answers, BEHIND_KEYS);
    }

    private Liar(Random random, int answers, List<Lie> lies) {
        this.random = random;
        this.first = random.nextInt(answers);
        this.isLasting = random.nextInt(4) == 0;
        this.swaps = random.nextInt(20) == 0;
        this.lie = pick(random, lies);
    }

    private static Lie pick(Random random, List<Lie> lies) {
        Lie lie = lies.get(random.nextInt(lies.size()));
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
