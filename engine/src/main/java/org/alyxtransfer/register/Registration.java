package org.alyxtransfer.register;

import java.util.List;
import java.util.UUID;
import org.alyxtransfer.dataset.TransferException;

/** What Alyx made of verified files. */
public sealed interface Registration {
    /** A batch is on its way. */
    record Sent(List<VerifiedFile> files) implements Registration {
        public Sent {
            files = List.copyOf(files);
        }
    }

    /** Alyx has the file's record, under this id. */
    record Known(VerifiedFile file, UUID datasetId) implements Registration {}

    /** Alyx does not have the file's record; its bytes stay where they are. */
    record Refused(VerifiedFile file, TransferException why) implements Registration {}
}
