package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.alyxtransfer.journal.JobSummary;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.sandbox.alyx.AlyxState.Dataset;
import org.alyxtransfer.sandbox.alyx.AlyxState.Session;

/** A command that brings files to the share or registers them there, and what share, Alyx and journal say of it. */
final class ShareRound extends Round {
    private static final String SERVER_TIMEOUT = "register.server-timeout-seconds=1";

    private final CrashLab lab;
    private final String naming;

    private ShareRound(CrashLab lab, Path home, Originals originals, String naming, List<String> command) {
        super(lab.program(), home, originals, command);
        this.lab = lab;
        this.naming = naming;
    }

    /** An upload that makes its sessions. */
    static ShareRound upload(CrashLab lab, Path home, Originals originals, String naming, String client) {
        List<String> command = List.of(
                "upload",
                originals.rig().toString(),
                "--create-sessions",
                "--project",
                lab.project(),
                "--naming",
                naming,
                "--set",
                "smb.client=" + client,
                "--set",
                SERVER_TIMEOUT);
        return new ShareRound(lab, home, originals, naming, command);
    }

    /** A registration of files that lie on the share, of sessions that there are. */
    static ShareRound register(CrashLab lab, Path home, Originals originals) {
        List<String> command =
                List.of("register", originals.day() + "/001", originals.day() + "/002", "--set", SERVER_TIMEOUT);
        return new ShareRound(lab, home, originals, "uuid", command);
    }

    @Override
    long posted() {
        return lab.state().requests("POST /register-file");
    }

    /** Alyx is asked first: what it knows must be on the share a moment later. */
    @Override
    void isSound() throws IOException {
        Map<String, Dataset> rows = rows();
        List<String> done = done();
        Map<String, Path> staged = sentToAlyx();
        Map<String, Path> published = wholeFiles(lab.share());
        for (String name : rows.keySet()) {
            if (!published.containsKey(name)) {
                assertThat(naming)
                        .as("naming of %s, which is registered and not there", name)
                        .isEqualTo("uuid");
                Path waiting = staged.get(name);
                assertThat(waiting)
                        .as("%s is registered: the journal knows its staged file", name)
                        .isNotNull();
                boolean whole = originals.areThose(name, Objects.requireNonNull(waiting));
                assertThat(whole || wholeFiles(lab.share()).containsKey(name)) // renamed at this very moment
                        .as("%s is registered and whole", name)
                        .isTrue();
            }
        }
        assertThat(published.keySet())
                .as("files that the journal takes for done")
                .containsAll(done);
        assertThat(rows.keySet()).as("files that the journal takes for done").containsAll(done);
    }

    @Override
    void isComplete() throws IOException {
        assertThat(wholeFiles(lab.share()).keySet()).isEqualTo(originals.files().keySet());
        assertThat(rows().keySet()).isEqualTo(originals.files().keySet());
        assertThat(Folders.staged(lab.share())).isEmpty();
        assertThat(sentToAlyx()).isEmpty();
    }

    /** By name; fails for a second row of one file, and for a second session of one name. */
    private Map<String, Dataset> rows() {
        Map<String, String> sessions = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Session session : lab.state().sessions()) {
            String name = "%s/%s/%03d".formatted(session.subject(), session.date(), session.number());
            if (name.startsWith(originals.day())) {
                assertThat(names.add(name)).as("one session %s", name).isTrue();
                sessions.put(session.id(), name);
            }
        }
        Map<String, Dataset> rows = new HashMap<>();
        for (Dataset row : lab.state().datasets()) {
            if (sessions.containsKey(row.session())) {
                String name = sessions.get(row.session()) + "/" + row.collection() + "/" + row.name();
                assertThat(rows.put(name, row)).as("one row for %s", name).isNull();
            }
        }
        return rows;
    }

    private Map<String, Path> sentToAlyx() {
        return readableJobs().stream()
                .map(JobSummary::id)
                .flatMap(id -> jobs().unfinished(id, Integer.MAX_VALUE).stream())
                .filter(file -> file.step().compareTo(Step.REGISTERING) >= 0)
                .collect(Collectors.toMap(file -> file.file().toString(), file -> lab.share()
                        .resolve(file.staging().value())));
    }
}
