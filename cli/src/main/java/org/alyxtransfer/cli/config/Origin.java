package org.alyxtransfer.cli.config;

/** Where a value came from, for people: {@code --set}, {@code $ALYX_TOKEN}, {@code default.yaml:12}, {@code default}. */
public record Origin(Source source, String place) {
    /** The four sources; an earlier one wins. */
    public enum Source {
        FLAG,
        ENVIRONMENT,
        PROFILE,
        DEFAULT
    }

    static final Origin DEFAULT = new Origin(Source.DEFAULT, "default");

    @Override
    public String toString() {
        return place;
    }
}
