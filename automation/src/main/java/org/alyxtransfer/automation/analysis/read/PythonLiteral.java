package org.alyxtransfer.automation.analysis.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the literals of Python that a NumPy header is made of: dict, list, tuple, string, integer, True and False. Gives
 * {@code Map}, {@code List} (tuples too), {@code String}, {@code Long}, {@code Boolean}.
 *
 * <p>Fails with {@link IllegalArgumentException} at the first character that is something else; never runs anything.
 */
final class PythonLiteral {
    private static final int MAX_DEPTH = 32; // nested deeper, a header wants to overflow the stack

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        Object value = literal.value(0);
        literal.skipBlanks();
        if (literal.at < text.length()) {
            throw literal.unexpected();
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested too deeply");
        }
        return switch (peek()) {
            case '{' -> dict(depth);
            case '[' -> items('[', ']', depth);
            case '(' -> items('(', ')', depth);
            case '\'', '"' -> string();
            case 'b', 'u' -> prefixedString();
            case 'T' -> word("True", true);
            case 'F' -> word("False", false);
            default -> integer();
        };
    }

    private Map<String, Object> dict(int depth) {
        Map<String, Object> dict = new LinkedHashMap<>();
        expect('{');
        while (peek() != '}') {
            if (!(value(depth + 1) instanceof String key)) {
                throw new IllegalArgumentException("a key that is no string");
            }
            expect(':');
            if (dict.put(key, value(depth + 1)) != null) {
                throw new IllegalArgumentException("the key '" + key + "' twice");
            }
            if (peek() != '}') {
                expect(',');
            }
        }
        expect('}');
        return dict;
    }

    private List<Object> items(char open, char close, int depth) {
        List<Object> items = new ArrayList<>();
        expect(open);
        while (peek() != close) {
            items.add(value(depth + 1));
            if (peek() != close) {
                expect(',');
            }
        }
        expect(close);
        return items;
    }

    private String prefixedString() {
        at++;
        if (at >= text.length() || (text.charAt(at) != '\'' && text.charAt(at) != '"')) {
            throw unexpected();
        }
        return string();
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder string = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char letter = text.charAt(at++);
            if (letter == '\\') {
                letter = at < text.length() ? text.charAt(at++) : letter;
                if (letter != '\\' && letter != '\'' && letter != '"') {
                    throw new IllegalArgumentException("the escape \\" + letter + " in a string");
                }
            }
            string.append(letter);
        }
        if (at >= text.length()) {
            throw new IllegalArgumentException("a string without end");
        }
        at++;
        return string.toString();
    }

    private Boolean word(String word, boolean meaning) {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return meaning;
    }

    private Long integer() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(start, at);
        if (at < text.length() && text.charAt(at) == 'L') {
            at++; // Python 2 wrote long integers so
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            at = start;
            throw digits.length() > 18 ? new IllegalArgumentException("a number beyond 64 bits", e) : unexpected();
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw unexpected();
        }
        at++;
    }

    private char peek() {
        skipBlanks();
        if (at >= text.length()) {
            throw new IllegalArgumentException("it ends too early");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException(found + " at character " + at);
    }
}
