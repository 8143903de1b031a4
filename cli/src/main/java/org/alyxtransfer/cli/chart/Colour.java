package org.alyxtransfer.cli.chart;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What is drawn in which colour; people with any eyes can tell them apart (Okabe and Ito). */
enum Colour {
    INK(0x1d2430, 0xe6e9ee),
    SOFT(0x5b6675, 0x9aa5b3),
    GRID(0xe1e5ea, 0x303845),
    OURS(0x0072b2, 0x4aa8e0),
    PEER(0xa9b2bd, 0x5f6b7a),
    MARK(0xd55e00, 0xf08c4a),
    C0(0x0072b2, 0x4aa8e0),
    C1(0xd55e00, 0xf08c4a),
    C2(0x009e73, 0x3cc79c),
    C3(0xcc79a7, 0xe3a3c8),
    C4(0xb08a00, 0xe0bd45),
    C5(0x56b4e9, 0x8fd0f5),
    C6(0x5b6675, 0x9aa5b3);

    /** As red, green, blue. */
    final int light;

    final int dark;

    Colour(int light, int dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The colour of a chart's nth line. */
    static Colour ofLine(int line) {
        return valueOf("C" + line);
    }

    /** {@code --ink: #1d2430; …} */
    static String css(ToIntFunction<Colour> theme) {
        return Arrays.stream(values())
                .map(colour -> String.format(
                        Locale.ROOT, "--%s: #%06x;", colour.name().toLowerCase(Locale.ROOT), theme.applyAsInt(colour)))
                .collect(Collectors.joining(" "));
    }
}
