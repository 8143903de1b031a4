package org.alyxtransfer.cli.connect;

import java.util.UUID;
import java.util.regex.Pattern;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Session;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;

/** Finds the session that somebody names by id or by {@code subject/date/number}. */
public final class SessionFinder {
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final AlyxClient alyx;

    public SessionFinder(AlyxClient alyx) {
        this.alyx = alyx;
    }

    /** Fails with {@code NOT_FOUND} when Alyx has none, with {@code INVALID} when the name is none. */
    public Mono<SessionSummary> find(String name) {
        if (ID.matcher(name).matches()) {
            return alyx.session(UUID.fromString(name)).map(Session::summary);
        }
        return alyx.session(SessionPath.parse(name))
                .switchIfEmpty(Mono.error(() -> new TransferException(
                        Kind.NOT_FOUND,
                        name,
                        "Alyx has no such session; 'alyx-transfer session list' shows which it has")));
    }
}
