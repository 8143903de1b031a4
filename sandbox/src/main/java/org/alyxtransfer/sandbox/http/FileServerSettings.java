package org.alyxtransfer.sandbox.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to serve, and to whom.
 *
 * @param port of 127.0.0.1; 0 for any free one
 * @param credentials what clients must present; null to serve everybody
 */
public record FileServerSettings(
        Path root, int port, @Nullable Credentials credentials) {
    /** Serves a folder to everybody, on any free port. */
    public static FileServerSettings of(Path root) {
        return new FileServerSettings(root, 0, null);
    }

    /** The same, for those who present these only. */
    public FileServerSettings with(Credentials required) {
        return new FileServerSettings(root, port, required);
    }

    /** The same on a port of the caller's choice. */
    public FileServerSettings withPort(int other) {
        return new FileServerSettings(root, other, credentials);
    }
}
