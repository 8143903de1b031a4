package org.alyxtransfer.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;

/** All checks, in an order in which the first bad finding explains those after it. */
public final class Checkup {
    private final Connections open;
    private final Waiting waiting;
    private final boolean writes;

    /**
     * Looks at what is open.
     *
     * @param writes whether a small file may be put on the share for a moment; else writing, and what shows it, is not tried
     */
    public Checkup(Connections open, Waiting waiting, boolean writes) {
        this.open = open;
        this.waiting = waiting;
        this.writes = writes;
    }

    /** What is configured is looked at; what is not is said. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(new ComputerCheck(open).findings());
        if (open.settings().find(Keys.ALYX_URL).isEmpty()) {
            findings.add(Finding.bad("alyx", "alyx.url is not set", "Run 'alyx-transfer setup'."));
        } else {
            findings.addAll(new AlyxCheck(open, waiting).findings());
        }
        findings.addAll(new MailCheck(open.settings(), waiting).findings());
        if (open.settings().find(Keys.STORAGE_URL).isEmpty()) {
            findings.add(Finding.note(
                    "share", "storage.url is not set: downloads work, uploads don't", "Run 'alyx-transfer setup'."));
            return findings;
        }
        ShareCheck share;
        try {
            share = new ShareCheck(open, waiting);
        } catch (TransferException unusable) {
            findings.add(Finding.bad("share", unusable, "See config/README.md."));
            return findings;
        }
        findings.addAll(share.findings(writes));
        Optional<FilePath> probe = share.probe();
        try {
            findings.addAll(new FileServerCheck(open, waiting).findings(probe));
        } finally {
            findings.addAll(share.removeProbe());
        }
        return findings;
    }
}
