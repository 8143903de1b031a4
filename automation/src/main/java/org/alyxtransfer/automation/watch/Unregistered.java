package org.alyxtransfer.automation.watch;

/**
 * How often a file on the share was found while Alyx had no dataset to fetch; kept in place of the version of datasets.
 *
 * @param cause the file's version; another one is waited for anew
 */
record Unregistered(String cause, int times) {
    private static final String BEGIN = "unregistered ";

    static Unregistered of(Work work) {
        String[] words = work.version().split(" ", 3);
        boolean isKnown = work.version().startsWith(BEGIN) && words.length == 3 && words[2].equals(work.cause());
        return new Unregistered(work.cause(), isKnown ? Integer.parseInt(words[1]) : 0);
    }

    Unregistered again() {
        return new Unregistered(cause, times + 1);
    }

    String written() {
        return BEGIN + times + " " + cause;
    }
}
