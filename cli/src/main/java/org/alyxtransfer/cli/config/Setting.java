package org.alyxtransfer.cli.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One key of a profile.
 *
 * @param key its dotted name; carries its unit where it has one, {@code transfer.memory-bytes}
 * @param parser reads its text; throws {@code IllegalArgumentException} saying what is expected
 * @param defaultText "" where there is none
 * @param environment the environment variable that sets it
 * @param secret never shown
 * @param description what it does, in one sentence
 */
public record Setting<T>(
        String key,
        Function<String, T> parser,
        String defaultText,
        String environment,
        boolean secret,
        String description) {

    static <T> Setting<T> of(String key, Function<String, T> parser, String defaultText, String description) {
        return new Setting<>(key, parser, defaultText, variable(key), false, description);
    }

    static Setting<String> text(String key, String defaultText, String description) {
        return of(key, Function.identity(), defaultText, description);
    }

    static Setting<String> secret(String key, String environment, String description) {
        return new Setting<>(key, Function.identity(), "", environment, true, description);
    }

    static Setting<Long> number(String key, long least, long most, long defaultNumber, String description) {
        return of(key, text -> whole(text, least, most), Long.toString(defaultNumber), description);
    }

    static Setting<Boolean> yesOrNo(String key, boolean defaultValue, String description) {
        return of(key, Setting::truth, Boolean.toString(defaultValue), description);
    }

    static Setting<String> choice(String key, String defaultText, String description, String... choices) {
        return of(key, text -> oneOf(text, choices), defaultText, description);
    }

    /** The section and the name within it, both for the profile file. */
    String section() {
        return key.substring(0, key.indexOf('.'));
    }

    private static String variable(String key) {
        return "ALYX_TRANSFER_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static Long whole(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.replace("_", "").strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with numbers out of range
        }
        throw new IllegalArgumentException("expected a whole number from " + least + " to " + most);
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static String oneOf(String text, String... choices) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (Arrays.asList(choices).contains(wanted)) {
            return wanted;
        }
        throw new IllegalArgumentException(
                "expected one of " + Arrays.stream(choices).collect(Collectors.joining(", ")));
    }
}
