package org.alyxtransfer.sandbox.alyx;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session that files are registered to, with the real server's side effects: the user joins it and the
 * day's base session, which becomes its parent. The base is the parentless session with the lowest id.
 */
final class SessionFinder {
    private SessionFinder() {}

    static SessionRow find(Store store, AlyxPath.SessionFolder folder, @Nullable String user) throws NoSession {
        List<SessionRow> thatDay = store.sessions.values().stream()
                .filter(row ->
                        row.nickname().equals(folder.subject()) && row.date().equals(folder.date()))
                .sorted(Comparator.comparing(row -> row.id))
                .toList();
        SessionRow base = thatDay.stream()
                .filter(row -> row.parent == null)
                .findFirst()
                .orElseThrow(() -> new NoSession(
                        "A base session for %s on %s does not exist".formatted(folder.subject(), folder.date())));
        join(base, user);
        int number = Integer.parseInt(folder.number());
        SessionRow session = thatDay.stream()
                .filter(row -> Integer.valueOf(number).equals(row.number()))
                .findFirst()
                .orElseThrow(() -> new NoSession(
                        "A session for %s/%d on %s does not exist".formatted(folder.subject(), number, folder.date())));
        join(session, user);
        if (session != base) {
            session.parent = base;
        }
        return session;
    }

    private static void join(SessionRow session, @Nullable String user) {
        if (user == null) {
            throw Refusal.uncaught(("null value in column \"labmember_id\" of relation \"actions_session_users\" "
                            + "violates not-null constraint\nDETAIL:  Failing row contains (1, %s, null).\n")
                    .formatted(session.id));
        }
        session.users.add(user);
    }

    /** No session for that folder; endpoints differ in how they say it. */
    static final class NoSession extends Exception {
        NoSession(String message) {
            super(message, null, false, false);
        }
    }
}
