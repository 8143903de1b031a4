package org.alyxtransfer.engine;

import java.util.Map;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FinishedFile;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.plan.DoneBefore;
import reactor.core.publisher.Mono;

/** What a job's journal knows to be done. Those of one session are held in memory, as its datasets are. */
public record JournaledFiles(Journal journal) implements DoneBefore {
    private static final String DONE = "Done";

    @Override
    public Mono<Map<FilePath, Done>> in(SessionPath session) {
        return journal.finished(session)
                .filter(file -> file.outcome().equals(DONE))
                .collectMap(FinishedFile::path, file -> new Done(file.size(), file.modified(), file.checksum()));
    }
}
