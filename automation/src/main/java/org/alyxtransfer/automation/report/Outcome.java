package org.alyxtransfer.automation.report;

/** How a run ended. */
public enum Outcome {
    SUCCEEDED("succeeded"),
    /** The command ended with another exit code than 0. */
    FAILED("failed"),
    TIMED_OUT("timed out"),
    /** It never began: the datasets could not be fetched, or the command not started. */
    NOT_RUN("did not run");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    /** As it stands in a subject line. */
    public String words() {
        return words;
    }
}
