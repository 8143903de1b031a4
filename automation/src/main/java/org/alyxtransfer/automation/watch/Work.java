package org.alyxtransfer.automation.watch;

/**
 * Something that a rule may have to do, as the state remembers it.
 *
 * @param item the session's id in Alyx, a file's path on the share, or a session's folder of this computer
 * @param cause the version of what was seen; "" where datasets themselves are it
 * @param version the version that was found when it was last looked at, or that it is {@link Unregistered}; "" before
 * @param tries how often it failed
 * @param marks how often it was seen anew; when that grows during a run, the run was of an old version
 * @param result what the run came to, "" before
 */
record Work(String rule, String item, String cause, String version, int tries, long marks, String result) {
    /** Two of the same key never run at once. */
    String key() {
        return rule + "\n" + item;
    }
}
