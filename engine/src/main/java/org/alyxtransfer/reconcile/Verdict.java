package org.alyxtransfer.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Naming;
import org.jspecify.annotations.Nullable;

/** Decides what the sightings of one file amount to. */
final class Verdict {
    private final SessionView view;
    private final ReconcileSettings settings;

    Verdict(SessionView view, ReconcileSettings settings) {
        this.view = view;
        this.settings = settings;
    }

    /** The file itself, and what lies beside it on the share without being needed; nothing when no place has it. */
    List<ComparedFile> on(Sighting seen) {
        List<ComparedFile> found = new ArrayList<>();
        Copy published = published(seen);
        if (seen.dataset == null) {
            found.add(withoutRecord(seen));
        } else {
            about(seen, seen.dataset, published).ifPresent(found::add);
        }
        if (seen.staged != null && published != null) {
            found.add(file(seen, Finding.STAGED, "left over: its file is published", seen.staged, leftover(seen)));
        }
        if (seen.plain != null && seen.withId != null) {
            Copy beside = seen.plain.equals(published) ? seen.withId : seen.plain;
            found.add(file(seen, Finding.ORPHANED, "a second copy beside the published file", beside, Remedy.NONE));
        }
        return found;
    }

    /** What was staged for a file that Alyx cannot vouch for is not removed as superfluous. */
    private static Remedy leftover(Sighting seen) {
        boolean provable = seen.dataset != null && seen.dataset.checksum().isPresent();
        return provable ? Remedy.REMOVE_LEFTOVER : Remedy.NONE;
    }

    private @Nullable Copy published(Sighting seen) {
        boolean withId = settings.naming() == Naming.UUID;
        Copy wanted = withId ? seen.withId : seen.plain;
        Copy other = withId ? seen.plain : seen.withId;
        return wanted != null ? wanted : other;
    }

    private ComparedFile withoutRecord(Sighting seen) {
        if (seen.plain != null) {
            if (differ(seen.plain, seen.disk)) {
                String why = sizes(seen.plain, seen.disk) + ", and Alyx has no record of it";
                return file(seen, Finding.DIFFERENT, why, seen.plain, Remedy.NONE);
            }
            return file(seen, Finding.UNREGISTERED, "Alyx has no record of it", seen.plain, Remedy.FINISH);
        }
        if (seen.staged != null) { // only files that are here lead to their staged ones
            boolean whole = !differ(seen.staged, seen.disk);
            String why = whole ? "staged, not registered yet" : "partly staged; upload it again";
            return file(seen, Finding.STAGED, why, seen.staged, whole ? Remedy.FINISH : Remedy.NONE);
        }
        return file(seen, Finding.MISSING, "not uploaded", null, Remedy.NONE);
    }

    private Optional<ComparedFile> about(Sighting seen, Dataset dataset, @Nullable Copy published) {
        boolean recorded = settings.isRecorded(dataset);
        if (published == null) {
            return withoutFile(seen, dataset, recorded);
        }
        if (dataset.size() != null && dataset.size() != published.size()) {
            String why = "the share has " + published.size() + " bytes where Alyx has " + dataset.size();
            return Optional.of(file(seen, Finding.DIFFERENT, why, published, Remedy.NONE));
        }
        if (differ(published, seen.disk)) {
            return Optional.of(file(seen, Finding.DIFFERENT, sizes(published, seen.disk), published, Remedy.NONE));
        }
        if (!recorded) {
            String why = "Alyx has no record that " + settings.repository() + " has it";
            return Optional.of(file(seen, Finding.UNREGISTERED, why, published, Remedy.FINISH));
        }
        if (settings.naming() == Naming.UUID && seen.withId == null) {
            String why = "registered, but without the dataset's id in its name";
            return Optional.of(file(seen, Finding.STAGED, why, published, Remedy.FINISH));
        }
        if (view.isDiskComplete() && seen.disk == null && dataset.isDefault()) {
            return Optional.of(file(seen, Finding.MISSING, "not downloaded", published, Remedy.NONE));
        }
        return Optional.of(file(seen, Finding.SAME, "", published, Remedy.NONE));
    }

    private Optional<ComparedFile> withoutFile(Sighting seen, Dataset dataset, boolean recorded) {
        if (seen.staged != null) {
            boolean whole = dataset.size() == null || dataset.size() == seen.staged.size();
            boolean provable = whole && dataset.checksum().isPresent();
            String why = provable ? "registered, but not published yet" : "partly staged; upload it again";
            return Optional.of(file(seen, Finding.STAGED, why, seen.staged, provable ? Remedy.FINISH : Remedy.NONE));
        }
        if (recorded) {
            return Optional.of(
                    file(seen, Finding.MISSING, "registered, but the share has no such file", null, Remedy.NONE));
        }
        return seen.disk == null
                ? Optional.empty() // Alyx and the share agree that the share does not have it
                : Optional.of(file(seen, Finding.MISSING, "not uploaded", null, Remedy.NONE));
    }

    ComparedFile unusable(SessionView.Here here, TransferException why) {
        return new ComparedFile(
                view.session(),
                here.relative(),
                Finding.MISSING,
                "cannot be uploaded: " + why.getMessage(),
                Optional.of(here.copy()),
                Optional.empty(),
                Optional.empty(),
                Remedy.NONE);
    }

    ComparedFile unusable(FilePath relative, Copy copy, TransferException why) {
        return other(relative, Finding.UNREGISTERED, "cannot be registered: " + why.getMessage(), copy, Remedy.NONE);
    }

    ComparedFile orphaned(FilePath relative, Copy copy, Optional<Dataset> owner) {
        String why = owner.map(dataset -> "its name has the id of " + dataset.name())
                .orElse("no dataset of this session has the id in its name");
        return other(relative, Finding.ORPHANED, why, copy, Remedy.NONE);
    }

    ComparedFile unknownStaged(FilePath relative, Copy copy) {
        String why = "staged for a file that neither Alyx nor this computer knows";
        return other(relative, Finding.STAGED, why, copy, Remedy.REMOVE_UNKNOWN);
    }

    private ComparedFile other(FilePath relative, Finding finding, String why, Copy share, Remedy remedy) {
        return new ComparedFile(
                view.session(), relative, finding, why, Optional.empty(), Optional.of(share), Optional.empty(), remedy);
    }

    private ComparedFile file(Sighting seen, Finding finding, String why, @Nullable Copy share, Remedy remedy) {
        return new ComparedFile(
                view.session(),
                seen.path.relative(),
                finding,
                why,
                Optional.ofNullable(seen.disk),
                Optional.ofNullable(share),
                Optional.ofNullable(seen.dataset),
                remedy);
    }

    private static boolean differ(Copy share, @Nullable Copy disk) {
        return disk != null && disk.size() != share.size();
    }

    private static String sizes(Copy share, @Nullable Copy disk) {
        return "the share has " + share.size() + " bytes where this computer has " + (disk == null ? 0 : disk.size());
    }
}
