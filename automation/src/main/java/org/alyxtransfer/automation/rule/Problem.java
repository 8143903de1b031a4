package org.alyxtransfer.automation.rule;

/** What is wrong, or doubtful, in a rule's file; line and column count from 1. */
public record Problem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
