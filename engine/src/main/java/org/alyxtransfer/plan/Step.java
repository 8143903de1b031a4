package org.alyxtransfer.plan;

import java.util.List;

/** The durable steps of one file; a journal remembers each before the next begins. */
public enum Step {
    STARTED,
    VERIFIED,
    REGISTERING,
    REGISTERED,
    PUBLISHED;

    private static final List<Step> ID_IN_NAME = List.of(STARTED, VERIFIED, REGISTERING, REGISTERED, PUBLISHED);
    private static final List<Step> PLAIN_NAME = List.of(STARTED, VERIFIED, PUBLISHED, REGISTERING, REGISTERED);
    private static final List<Step> NOT_REGISTERED = List.of(STARTED, VERIFIED, PUBLISHED);

    /**
     * The order of the steps.
     *
     * @param registers whether Alyx is told; never on a download
     */
    public static List<Step> order(Direction direction, Naming naming, boolean registers) {
        if (direction == Direction.DOWNLOAD || !registers) {
            return NOT_REGISTERED;
        }
        return naming == Naming.UUID ? ID_IN_NAME : PLAIN_NAME;
    }
}
