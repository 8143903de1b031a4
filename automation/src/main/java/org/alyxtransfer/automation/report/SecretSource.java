package org.alyxtransfer.automation.report;

/**
 * Where a webhook's secret is found when it is needed; the secret itself is written nowhere.
 *
 * @param name of an environment variable, or a file's path, whose first line counts and which only its owner may read
 */
public record SecretSource(Kind kind, String name) {
    /** Of what kind the source is. */
    public enum Kind {
        ENVIRONMENT,
        FILE
    }

    public SecretSource {
        if (name.isBlank()) {
            throw new IllegalArgumentException("where the secret is found needs a name");
        }
    }
}
