package org.alyxtransfer.alyx;

import com.google.errorprone.annotations.CheckReturnValue;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.http.WebAddress;
import org.alyxtransfer.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * Which Alyx, as whom, and how hard to press it.
 *
 * <p>At least one of {@code password} and {@code token} is needed; with both, the token is tried first. The suppliers
 * may block (they run on a thread of their own) and are asked when needed, so that nothing here holds a secret.
 *
 * @param responseTimeout for an answer to begin, and once more for its body to arrive
 * @param registrationTimeout the same for {@code /register-file}, which takes about 0.09 s a file
 * @param requestsPerMinute Alyx's own limit is 550 for each user
 * @param parallelRequests connections at once for questions, and as many again for requests that change something
 */
@CheckReturnValue
public record AlyxSettings(
        URI server,
        String user,
        @Nullable Supplier<String> password,
        @Nullable Supplier<String> token,
        Duration responseTimeout,
        Duration registrationTimeout,
        int requestsPerMinute,
        int parallelRequests,
        RetryPolicy retry,
        Trust trust) {

    public AlyxSettings {
        if (!WebAddress.isOne(server)) {
            throw invalid("Alyx's address must look like https://alyx.example.org");
        }
        if (server.getRawUserInfo() != null || server.getRawQuery() != null || server.getRawFragment() != null) {
            throw invalid("Alyx's address may hold no user, password, '?' or '#'");
        }
        if (user.isBlank()) {
            throw invalid("the Alyx user's name is missing");
        }
        if (password == null && token == null) {
            throw invalid("neither a password nor a token for Alyx is given");
        }
        if (requestsPerMinute < 1 || parallelRequests < 1) {
            throw invalid("limits for requests to Alyx must be at least 1");
        }
    }

    public static AlyxSettings withPassword(URI server, String user, Supplier<String> password) {
        return defaults(server, user, password, null);
    }

    public static AlyxSettings withToken(URI server, String user, Supplier<String> token) {
        return defaults(server, user, null, token);
    }

    private static AlyxSettings defaults(
            URI server, String user, @Nullable Supplier<String> password, @Nullable Supplier<String> token) {
        return new AlyxSettings(
                server,
                user,
                password,
                token,
                Duration.ofSeconds(30),
                Duration.ofSeconds(120), // 100 files take 10 s, a default gunicorn kills its worker after 30 s
                550,
                8,
                RetryPolicy.DEFAULT,
                Trust.SYSTEM);
    }

    /** Takes the token first and the password when Alyx does not know the token any more. */
    public AlyxSettings token(Supplier<String> more) {
        return new AlyxSettings(
                server,
                user,
                password,
                more,
                responseTimeout,
                registrationTimeout,
                requestsPerMinute,
                parallelRequests,
                retry,
                trust);
    }

    public AlyxSettings timeouts(Duration response, Duration registration) {
        return new AlyxSettings(
                server,
                user,
                password,
                token,
                response,
                registration,
                requestsPerMinute,
                parallelRequests,
                retry,
                trust);
    }

    public AlyxSettings limits(int perMinute, int parallel) {
        return new AlyxSettings(
                server, user, password, token, responseTimeout, registrationTimeout, perMinute, parallel, retry, trust);
    }

    public AlyxSettings retry(RetryPolicy policy) {
        return new AlyxSettings(
                server,
                user,
                password,
                token,
                responseTimeout,
                registrationTimeout,
                requestsPerMinute,
                parallelRequests,
                policy,
                trust);
    }

    /** Which certificates are accepted, where the address is https. */
    public AlyxSettings trust(Trust other) {
        return new AlyxSettings(
                server,
                user,
                password,
                token,
                responseTimeout,
                registrationTimeout,
                requestsPerMinute,
                parallelRequests,
                retry,
                other);
    }

    boolean isSecure() {
        return "https".equals(server.getScheme());
    }

    /** The address without a slash at its end. */
    String base() {
        return server.toString().replaceAll("/+$", "");
    }

    @Override
    public String toString() {
        return "Alyx " + server + " as " + user;
    }

    private static TransferException invalid(String why) {
        return new TransferException(Kind.INVALID, "alyx", why); // not the address: it might hold a password
    }
}
