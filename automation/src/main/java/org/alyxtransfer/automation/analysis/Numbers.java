package org.alyxtransfer.automation.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as people read them: five significant digits, whole numbers whole. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(5);

    private Numbers() {}

    static String shown(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof Double number)) {
            return value.toString();
        }
        if (number == 0 || Double.isInfinite(number) || Double.isNaN(number)) {
            return number == 0 ? "0" : number.toString();
        }
        double magnitude = Math.abs(number);
        if (magnitude >= 1e7 || magnitude < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", number);
        }
        BigDecimal rounded = BigDecimal.valueOf(number);
        if (rounded.precision() - rounded.scale() < DIGITS.getPrecision()) {
            rounded = rounded.round(DIGITS);
        } else {
            rounded = rounded.setScale(0, RoundingMode.HALF_EVEN);
        }
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** {@code 17.2 MiB}. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double amount = bytes / 1024.0;
        for (String unit : new String[] {"KiB", "MiB", "GiB"}) {
            if (amount < 1024) {
                return String.format(Locale.ROOT, amount < 100 ? "%.1f %s" : "%.0f %s", amount, unit);
            }
            amount /= 1024;
        }
        return String.format(Locale.ROOT, "%.1f TiB", amount);
    }
}
