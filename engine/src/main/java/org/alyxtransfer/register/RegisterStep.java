package org.alyxtransfer.register;

import java.util.List;
import java.util.UUID;
import org.alyxtransfer.dataset.TransferException;

/** What Alyx made of verified files. */
public sealed interface RegisterStep {
    /** A batch is on its way. */
    record Sent(List<VerifiedFile> files) implements RegisterStep {
        public Sent {
            files = List.copyOf(files);
        }
    }

    /** Alyx has the file's record, under this id. */
    record Known(VerifiedFile file, UUID datasetId) implements RegisterStep {}

    /** Alyx does not have the file's record; its bytes stay where they are. */
    record Refused(VerifiedFile file, TransferException why) implements RegisterStep {}
}
