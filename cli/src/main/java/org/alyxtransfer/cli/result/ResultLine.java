package org.alyxtransfer.cli.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of one client. Null where a run or an older line does not tell.
 *
 * @param scenario which work, and how protected: {@code medium-signed}
 * @param client who did it; names of this project's own begin with {@code ours}
 * @param round counts from 1; the runs of one round followed each other directly
 * @param at when it began, ISO 8601 in UTC
 * @param commit of the source that was measured, with a {@code +} when it had been changed since
 * @param cannot why this client does not do the scenario at all ({@code cannot encrypt}); all figures but files and bytes are absent then
 * @param failed why it did not do it this time
 * @param filesPerSecond whole files
 * @param firstByteSeconds from the JVM's start to the first payload byte written, of a client that is a fresh JVM of ours
 * @param clientCpuSeconds user and system time of the client's processes
 * @param otherCpuSeconds what the rest of the machine used meanwhile
 * @param peakRssMib the most memory that the client's largest process held
 * @param settings what a reader needs to repeat it, and under {@link #CANNOT} what the client cannot do besides
 * @param filesAtOnce how many files a run that finds the number by itself moved at once at last
 * @param invocation the same for all lines that one program wrote: only their rounds belong together
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResultLine(
        @JsonProperty("case") String scenario,
        String client,
        int round,
        String at,
        @Nullable String commit,
        @Nullable Machine machine,
        @Nullable String cannot,
        @Nullable String failed,
        @Nullable Long files,
        @Nullable Long bytes,
        @Nullable Double seconds,
        @Nullable Double firstByteSeconds,
        @Nullable Double mibPerSecond,
        @Nullable Double filesPerSecond,
        @Nullable Double clientCpuSeconds,
        @Nullable Double clientCpuSecondsPerGib,
        @Nullable Double otherCpuSeconds,
        @Nullable Double peakRssMib,
        @Nullable Pauses gc,
        @Nullable FileTimes fileMillis,
        @Nullable Samples samples,
        @Nullable Map<String, String> settings,
        @Nullable Integer filesAtOnce,
        @Nullable String invocation) {
    /** The setting that names what a peer cannot do beside copying, such as verifying what arrived. */
    public static final String CANNOT = "cannot";

    private static final String OURS = "ours";

    /** Before it is written, which is when it becomes part of an invocation. */
    public ResultLine(
            String scenario,
            String client,
            int round,
            String at,
            @Nullable String commit,
            @Nullable Machine machine,
            @Nullable String cannot,
            @Nullable String failed,
            @Nullable Long files,
            @Nullable Long bytes,
            @Nullable Double seconds,
            @Nullable Double firstByteSeconds,
            @Nullable Double mibPerSecond,
            @Nullable Double filesPerSecond,
            @Nullable Double clientCpuSeconds,
            @Nullable Double clientCpuSecondsPerGib,
            @Nullable Double otherCpuSeconds,
            @Nullable Double peakRssMib,
            @Nullable Pauses gc,
            @Nullable FileTimes fileMillis,
            @Nullable Samples samples,
            @Nullable Map<String, String> settings,
            @Nullable Integer filesAtOnce) {
        this(
                scenario,
                client,
                round,
                at,
                commit,
                machine,
                cannot,
                failed,
                files,
                bytes,
                seconds,
                firstByteSeconds,
                mibPerSecond,
                filesPerSecond,
                clientCpuSeconds,
                clientCpuSecondsPerGib,
                otherCpuSeconds,
                peakRssMib,
                gc,
                fileMillis,
                samples,
                settings,
                filesAtOnce,
                null);
    }

    /** Of a client that does not do the scenario. */
    public static ResultLine unable(String scenario, String client, Instant at, @Nullable String commit, String why) {
        return without(scenario, client, 1, at, commit, why, null);
    }

    /** Of a client that did not do it this time. */
    public static ResultLine failed(
            String scenario, String client, int round, Instant at, @Nullable String commit, String why) {
        return without(scenario, client, round, at, commit, null, why);
    }

    /** Of a client without figures: the same, with what it was to do, where and how. */
    public ResultLine asked(long theFiles, long theBytes, Machine on, Map<String, String> how) {
        return new ResultLine(
                scenario, client, round, at, commit, on, cannot, failed, theFiles, theBytes, null, null, null, null,
                null, null, null, null, null, null, null, how, null);
    }

    /** The same line, of one invocation of a program. */
    public ResultLine writtenBy(String theInvocation) {
        return new ResultLine(
                scenario,
                client,
                round,
                at,
                commit,
                machine,
                cannot,
                failed,
                files,
                bytes,
                seconds,
                firstByteSeconds,
                mibPerSecond,
                filesPerSecond,
                clientCpuSeconds,
                clientCpuSecondsPerGib,
                otherCpuSeconds,
                peakRssMib,
                gc,
                fileMillis,
                samples,
                settings,
                filesAtOnce,
                theInvocation);
    }

    private static ResultLine without(
            String scenario,
            String client,
            int round,
            Instant at,
            @Nullable String commit,
            @Nullable String cannot,
            @Nullable String failed) {
        return new ResultLine(
                scenario,
                client,
                round,
                at.toString(),
                commit,
                null,
                cannot,
                failed,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Whether this project did it. */
    @JsonIgnore
    public boolean isOurs() {
        return isOurs(client);
    }

    /** Whether a client of that name is this project's. */
    public static boolean isOurs(String client) {
        return client.startsWith(OURS);
    }

    /** Whether there is a speed to look at. */
    @JsonIgnore
    public boolean isMeasured() {
        return seconds != null && mibPerSecond != null;
    }
}
