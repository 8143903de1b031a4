package org.alyxtransfer.cli.result;

/** Figures as they are written: three digits after the point. */
public final class Rounded {
    private Rounded() {}

    public static double of(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }
}
