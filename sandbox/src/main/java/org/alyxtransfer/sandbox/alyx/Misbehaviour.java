package org.alyxtransfer.sandbox.alyx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stand-in does wrong, or as slowly as a real one. Everything is off at first, except that registrations go
 * on after their client is gone, as they always do; it may be changed from any thread while the server runs, and holds
 * for requests that arrive afterwards.
 */
public final class Misbehaviour {
    private final List<Planned> failures = new ArrayList<>();
    private volatile int throttlePerMinute;
    private volatile int workers = Integer.MAX_VALUE;
    private volatile boolean registersAfterDisconnect = true;
    private volatile Duration latency = Duration.ZERO;
    private volatile Duration registrationCost = Duration.ZERO;
    private volatile Duration workerTimeout = Duration.ZERO;
    private volatile Duration raceWindow = Duration.ZERO;

    Misbehaviour() {}

    /** Requests per user in any sixty seconds; more get a 429. 0 is unlimited; a real one allows 550 per worker. */
    public Misbehaviour throttlePerMinute(int requests) {
        throttlePerMinute = requests;
        return this;
    }

    /** What every answer waits before anything is done. */
    public Misbehaviour latency(Duration duration) {
        latency = duration;
        return this;
    }

    /** What every file of a register-file request takes; 90 ms is what a real server takes. */
    public Misbehaviour registrationCost(Duration perFile) {
        registrationCost = perFile;
        return this;
    }

    /** How many register-file requests are worked on at once; others wait their turn. */
    public Misbehaviour workers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a server has at least one worker, not " + count);
        }
        workers = count;
        return this;
    }

    /** Kills a register-file request after so long: an HTML 500, and the files done by then stay. Zero is never. */
    public Misbehaviour workerTimeout(Duration duration) {
        workerTimeout = duration;
        return this;
    }

    /** Whether a registration goes on when its client has gone; turned off, it stops between two files. */
    public Misbehaviour registersAfterDisconnect(boolean goesOn) {
        registersAfterDisconnect = goesOn;
        return this;
    }

    /**
     * The time between a registration's look-up of a dataset and its insertion. Two requests for the same new file
     * within it leave a duplicate, and the file cannot be registered any more. Zero: look-up and insertion are one.
     */
    public Misbehaviour raceWindow(Duration window) {
        raceWindow = window;
        return this;
    }

    /**
     * Makes the next requests fail that begin with these words, such as {@code "POST /register-file"} or
     * {@code "GET /sessions"}; the path is without its query. Plans made earlier are used up first.
     */
    public Misbehaviour failNext(int times, String request, Failure failure) {
        synchronized (failures) {
            for (int i = 0; i < times; i++) {
                failures.add(new Planned(request, failure));
            }
        }
        return this;
    }

    /** Back to the beginning. */
    public Misbehaviour behave() {
        synchronized (failures) {
            failures.clear();
        }
        return throttlePerMinute(0)
                .workers(Integer.MAX_VALUE)
                .registersAfterDisconnect(true)
                .latency(Duration.ZERO)
                .registrationCost(Duration.ZERO)
                .workerTimeout(Duration.ZERO)
                .raceWindow(Duration.ZERO);
    }

    int throttlePerMinute() {
        return throttlePerMinute;
    }

    int workers() {
        return workers;
    }

    boolean registersAfterDisconnect() {
        return registersAfterDisconnect;
    }

    Duration latency() {
        return latency;
    }

    Duration registrationCost() {
        return registrationCost;
    }

    Duration workerTimeout() {
        return workerTimeout;
    }

    Duration raceWindow() {
        return raceWindow;
    }

    /** Takes the failure planned for a request, if any. */
    @Nullable
    Failure takeFailure(String request) {
        synchronized (failures) {
            for (int i = 0; i < failures.size(); i++) {
                if (request.startsWith(failures.get(i).request())) {
                    return failures.remove(i).failure();
                }
            }
            return null;
        }
    }

    private record Planned(String request, Failure failure) {}
}
