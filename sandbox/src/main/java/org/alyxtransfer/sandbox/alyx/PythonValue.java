package org.alyxtransfer.sandbox.alyx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A value of a {@code django=} filter as the server reads it: a list in brackets; a float whenever it looks like a
 * number; else text.
 */
record PythonValue(List<String> items) {
    static final Set<String> LOOKUPS = Set.of(
            "exact",
            "iexact",
            "contains",
            "icontains",
            "startswith",
            "istartswith",
            "endswith",
            "iendswith",
            "in",
            "gt",
            "gte",
            "lt",
            "lte",
            "isnull");

    static PythonValue of(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("[") || stripped.startsWith("(")) {
            return new PythonValue(
                    Arrays.stream(stripped.substring(1, stripped.length() - 1).split(","))
                            .map(item -> item.strip().replaceAll("^['\"]|['\"]$", ""))
                            .filter(item -> !item.isEmpty())
                            .toList());
        }
        return new PythonValue(List.of(isNumber(text) ? String.valueOf(Double.parseDouble(text)) : text));
    }

    boolean isTrue() {
        return items.equals(List.of("True")) || items.equals(List.of("1.0"));
    }

    boolean compare(String lookup, Object found) {
        String one = items.isEmpty() ? "" : items.get(0);
        String text = Models.id(found);
        String lower = text.toLowerCase(Locale.ROOT);
        String wanted = one.toLowerCase(Locale.ROOT);
        return switch (lookup) {
            case "exact" -> isSame(one, found);
            case "in" -> items.stream().anyMatch(item -> isSame(item, found));
            case "iexact" -> lower.equals(wanted);
            case "contains" -> text.contains(one);
            case "icontains" -> lower.contains(wanted);
            case "startswith" -> text.startsWith(one);
            case "istartswith" -> lower.startsWith(wanted);
            case "endswith" -> text.endsWith(one);
            case "iendswith" -> lower.endsWith(wanted);
            case "gt" -> order(text, one) > 0;
            case "gte" -> order(text, one) >= 0;
            case "lt" -> order(text, one) < 0;
            case "lte" -> order(text, one) <= 0;
            default -> false;
        };
    }

    private static boolean isSame(String wanted, Object found) {
        if (found instanceof Boolean flag) {
            return flag == (wanted.equals("True") || wanted.equals("1.0"));
        }
        return found instanceof Number
                ? order(found.toString(), wanted) == 0
                : Models.id(found).equals(wanted);
    }

    private static int order(String found, String wanted) {
        return isNumber(found) && isNumber(wanted)
                ? Double.compare(Double.parseDouble(found), Double.parseDouble(wanted))
                : found.compareTo(wanted);
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    }
}
