package org.alyxtransfer.register;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where files are registered and how hard Alyx is pressed.
 *
 * @param repository the Alyx name of the place where the files lie
 * @param lab decides which repositories get records; null for the subject's own
 * @param requestsInFlight over all sessions; more than the server has workers gains nothing
 * @param serverTimeout how long the server may go on with a request whose answer was lost; a batch of unknown fate is
 *     not sent again before
 * @param attempts how often a batch that was certainly not carried out is sent, and how often one of unknown fate
 */
public record RegistrarSettings(
        String repository,
        @Nullable String lab,
        int requestsInFlight,
        Duration serverTimeout,
        Duration firstPause,
        int attempts) {
    private static final int ATTEMPTS = 20; // pauses double up to 30 s, so an Alyx may be away for some eight minutes

    public RegistrarSettings {
        if (requestsInFlight < 1 || attempts < 1) {
            throw new IllegalArgumentException("at least one request and one attempt are needed");
        }
    }

    public static RegistrarSettings of(String repository, @Nullable String lab) {
        return new RegistrarSettings(repository, lab, 4, Duration.ofSeconds(60), Duration.ofSeconds(1), ATTEMPTS);
    }

    /** The same with other times, for servers that are known to be faster or slower. */
    public RegistrarSettings times(Duration timeoutOfServer, Duration pause) {
        return new RegistrarSettings(repository, lab, requestsInFlight, timeoutOfServer, pause, attempts);
    }
}
