package org.alyxtransfer.storage.http;

import java.time.Duration;
import org.alyxtransfer.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a file server.
 *
 * @param credentials none: requests carry no Authorization header
 * @param connections open at once, at most; also how many files may be open
 * @param readsPerFile ranges of one file under way at once, when the server proved that it can
 * @param chunkBytes what one range request asks for
 * @param connectTimeout until TCP and TLS are up
 * @param stallTimeout without a single byte arriving, before and within an answer
 * @param trust which certificates are accepted, where the address is https
 */
public record HttpSettings(
        @Nullable BasicCredentials credentials,
        int connections,
        int readsPerFile,
        int chunkBytes,
        Duration connectTimeout,
        Duration stallTimeout,
        Trust trust) {
    public HttpSettings {
        if (connections < 1 || readsPerFile < 1 || chunkBytes < 1) {
            throw new IllegalArgumentException("connections, reads per file and chunk bytes must be positive");
        }
        if (connectTimeout.toMillis() < 1 || stallTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("time-outs must be positive");
        }
    }

    public static HttpSettings defaults() {
        return new HttpSettings(null, 64, 4, 4 << 20, Duration.ofSeconds(10), Duration.ofSeconds(30), Trust.SYSTEM);
    }

    public HttpSettings withCredentials(@Nullable BasicCredentials other) {
        return new HttpSettings(other, connections, readsPerFile, chunkBytes, connectTimeout, stallTimeout, trust);
    }

    public HttpSettings withConnections(int other) {
        return new HttpSettings(credentials, other, readsPerFile, chunkBytes, connectTimeout, stallTimeout, trust);
    }

    public HttpSettings withReadsPerFile(int other) {
        return new HttpSettings(credentials, connections, other, chunkBytes, connectTimeout, stallTimeout, trust);
    }

    public HttpSettings withChunkBytes(int other) {
        return new HttpSettings(credentials, connections, readsPerFile, other, connectTimeout, stallTimeout, trust);
    }

    public HttpSettings withTimeouts(Duration connect, Duration stall) {
        return new HttpSettings(credentials, connections, readsPerFile, chunkBytes, connect, stall, trust);
    }

    public HttpSettings withTrust(Trust other) {
        return new HttpSettings(
                credentials, connections, readsPerFile, chunkBytes, connectTimeout, stallTimeout, other);
    }
}
