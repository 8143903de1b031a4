package org.alyxtransfer.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a job is to do. Holds no secret.
 *
 * @param command the name of the command that began it
 * @param identity what makes two runs the same job: folders, query, servers; two jobs differ when one of these does
 * @param arguments the command line, to run it again
 * @param folder where the command was typed
 */
public record JobDescription(
        String command, SortedMap<String, String> identity, List<String> arguments, String folder) {
    static final int KEY_DIGITS = 8; // ends the job's id; two of a user's jobs rarely share it, and then differ

    public JobDescription {
        identity = new TreeMap<>(identity);
        arguments = List.copyOf(arguments);
    }

    /** What is told apart, for messages. */
    String differences(JobDescription other) {
        TreeMap<String, String> all = new TreeMap<>(identity);
        all.putAll(other.identity);
        return all.keySet().stream()
                .filter(name -> !Objects.equals(identity.get(name), other.identity.get(name)))
                .map(name -> name + " was " + identity.get(name) + " and is " + other.identity.get(name))
                .collect(Collectors.joining("; "));
    }

    /** The same for the same job, short enough to be typed. */
    String key() {
        StringBuilder all = new StringBuilder(command);
        for (Map.Entry<String, String> part : identity.entrySet()) {
            all.append('\n').append(part.getKey()).append('=').append(part.getValue());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
