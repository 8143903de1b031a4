package org.alyxtransfer.cli.bench;

import org.jspecify.annotations.Nullable;

/**
 * What was measured about one kind of transfer; null for what was not. Rates are bytes a second.
 *
 * @param filesPerSecond whole files
 * @param clientLoad how busy this program kept the processors, from 0 to 1
 * @param machineLoad how busy they were in all
 * @param hashing what one core hashes
 * @param concurrency files that were under way at once, on the average
 * @param roundTripSeconds one small question and its answer
 * @param stepsPerFile questions to the server that a file has to wait for one after the other
 * @param sourceAlone the source's disk read by itself
 * @param targetAlone this computer's disk written by itself
 * @param otherWay the same files between memory and the server, the other way
 * @param serverHere whether the server runs on this computer
 */
public record Evidence(
        Mode mode,
        double bytesPerSecond,
        double filesPerSecond,
        int cores,
        double clientLoad,
        @Nullable Double machineLoad,
        @Nullable HashSpeed hashing,
        double concurrency,
        @Nullable Double roundTripSeconds,
        double stepsPerFile,
        @Nullable Double sourceAlone,
        @Nullable Double targetAlone,
        @Nullable Double otherWay,
        boolean serverHere) {
    /** How busy all processors were, as far as that is known. */
    double busy() {
        return Math.min(
                1, machineLoad == null ? clientLoad : Math.max(clientLoad, machineLoad)); // clocks differ a little
    }
}
