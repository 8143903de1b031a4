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
}
