package org.alyxtransfer.automation.rule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What starts a run. */
public sealed interface Trigger {
    /**
     * New or changed datasets of a session that all conditions hold for; an empty list or text is no condition.
     *
     * @param subjects nicknames, case ignored
     * @param projects parts of the names of projects, one of which must fit
     * @param taskProtocol a part of it
     * @param datasetTypes types that must all be there
     * @param repository only datasets that exist there
     * @param collections globs over the datasets' collections
     * @param names globs over their names, or paths in the session
     * @param since also what changed from then on (server's clock) before the rule was first seen; null for none of it
     * @param settle how long a session must stay as it is before it counts as complete
     */
    record OnAlyx(
            List<String> subjects,
            List<String> projects,
            List<String> labs,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String taskProtocol,
            List<String> datasetTypes,
            String repository,
            List<String> collections,
            List<String> names,
            @Nullable LocalDateTime since,
            Duration settle)
            implements Trigger {
        /** Whether every session with a dataset would start a run. */
        boolean matchesEverything() {
            return subjects.isEmpty()
                    && projects.isEmpty()
                    && labs.isEmpty()
                    && from == null
                    && to == null
                    && taskProtocol.isEmpty()
                    && datasetTypes.isEmpty()
                    && repository.isEmpty()
                    && collections.isEmpty()
                    && names.isEmpty();
        }
    }

    /**
     * A file, or flag file, in a session's folder on the share.
     *
     * @param files globs over names, or over paths in the session's folder
     * @param stablePolls how many looks in a row must find the same size and time
     */
    record OnShare(List<String> files, List<String> subjects, int stablePolls) implements Trigger {}

    /**
     * A finished session in a folder of this computer; it is uploaded.
     *
     * @param flag the name of the file in the session's folder that tells; "" for none: then being stable does
     * @param stable how long nothing in the session's folder may have changed
     * @param createSessions make the sessions that Alyx lacks
     */
    record OnFolder(Path folder, String flag, Duration stable, boolean createSessions, List<String> projects)
            implements Trigger {}
}
