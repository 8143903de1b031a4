package org.alyxtransfer.plan;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.dataset.SessionPath;

/**
 * What an upload may and should do.
 *
 * @param repository the Alyx name of the place where the files will lie
 * @param create makes the session that Alyx lacks; empty when a missing session is an error
 * @param today names the revision folder of {@link OnConflict#REVISION}
 */
public record UploadSettings(
        String repository,
        Naming naming,
        OnConflict onConflict,
        FileFilter filter,
        Optional<Function<SessionPath, NewSession>> create,
        boolean dryRun,
        LocalDate today) {}
