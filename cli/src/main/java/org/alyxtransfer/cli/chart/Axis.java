package org.alyxtransfer.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places values between two pixels, and says where its marks are. */
final class Axis {
    private static final int MARKS = 5;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    private final double from;
    private final double to;
    private final double fromPixel;
    private final double toPixel;
    private final boolean logarithmic;
    private final List<Double> marks;

    private Axis(double from, double to, double fromPixel, double toPixel, boolean logarithmic, List<Double> marks) {
        this.from = from;
        this.to = to;
        this.fromPixel = fromPixel;
        this.toPixel = toPixel;
        this.logarithmic = logarithmic;
        this.marks = marks;
    }

    /** From zero to a round number that is not below the largest value. */
    static Axis linear(double largest, double fromPixel, double toPixel) {
        double step = step(largest > 0 ? largest : 1);
        int count = (int) Math.ceil((largest > 0 ? largest : 1) / step - 1e-9);
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            marks.add(i * step);
        }
        return new Axis(0, count * step, fromPixel, toPixel, false, marks);
    }

    /** Each mark is a factor from the one before: 2 or 10. */
    static Axis logarithmic(double smallest, double largest, double factor, double fromPixel, double toPixel) {
        double low = Math.pow(factor, Math.floor(Math.log(smallest) / Math.log(factor) + 1e-9));
        double high = Math.pow(factor, Math.ceil(Math.log(largest) / Math.log(factor) - 1e-9));
        if (high <= low) {
            high = low * factor;
        }
        List<Double> marks = new ArrayList<>();
        for (double mark = low; mark <= high * 1.0001; mark *= factor) {
            marks.add(mark);
        }
        return new Axis(low, high, fromPixel, toPixel, true, marks);
    }

    double at(double value) {
        double part = logarithmic
                ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
                : (value - from) / (to - from);
        return fromPixel + Math.min(1, Math.max(0, part)) * (toPixel - fromPixel);
    }

    List<Double> marks() {
        return marks;
    }

    /** As short as it can be: {@code 1,200}, {@code 0.25}. */
    static String words(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        String digits = String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3g", value);
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }

    private static double step(double largest) {
        double rough = largest / MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough - 1e-12) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
