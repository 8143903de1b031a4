package org.alyxtransfer.sandbox.alyx;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what Python's JSON reader would say about a text that is not JSON. */
final class PythonJsonError {
    private static final Pattern SCALAR =
            Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null|NaN|-?Infinity");

    private final String text;
    private int at;

    PythonJsonError(String text) {
        this.text = text;
    }

    String message() {
        try {
            skipSpace();
            value();
            skipSpace();
            return said("Extra data", at);
        } catch (Found found) {
            return String.valueOf(found.getMessage());
        }
    }

    private void value() throws Found {
        Matcher scalar = SCALAR.matcher(text).region(at, text.length());
        if (is('"')) {
            string();
        } else if (is('{')) {
            object();
        } else if (is('[')) {
            array();
        } else if (scalar.lookingAt()) {
            at = scalar.end();
        } else {
            throw new Found(said("Expecting value", at));
        }
    }

    private void object() throws Found {
        at++;
        skipSpace();
        if (is('}')) {
            at++;
            return;
        }
        while (true) {
            if (!is('"')) {
                throw new Found(said("Expecting property name enclosed in double quotes", at));
            }
            string();
            skipSpace();
            if (!is(':')) {
                throw new Found(said("Expecting ':' delimiter", at));
            }
            at++;
            skipSpace();
            value();
            if (endsWith('}')) {
                return;
            }
        }
    }

    private void array() throws Found {
        at++;
        skipSpace();
        if (is(']')) {
            at++;
            return;
        }
        do {
            value();
        } while (!endsWith(']'));
    }

    /** Passes the closing character, or a comma and the space after it. */
    private boolean endsWith(char closing) throws Found {
        skipSpace();
        if (is(closing)) {
            at++;
            return true;
        }
        if (!is(',')) {
            throw new Found(said("Expecting ',' delimiter", at));
        }
        at++;
        skipSpace();
        return false;
    }

    private void string() throws Found {
        int start = at++;
        while (!is('"')) {
            if (at >= text.length()) {
                throw new Found(said("Unterminated string starting at", start));
            }
            if (text.charAt(at) < ' ') {
                throw new Found(said("Invalid control character at", at));
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean is(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private String said(String error, int position) {
        String before = text.substring(0, Math.min(position, text.length()));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return "%s: line %d column %d (char %d)".formatted(error, line, column, before.length());
    }

    /** The first error. */
    private static final class Found extends Exception {
        Found(String message) {
            super(message, null, false, false);
        }
    }
}
