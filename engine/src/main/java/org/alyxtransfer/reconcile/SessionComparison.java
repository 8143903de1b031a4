package org.alyxtransfer.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.engine.StagingNames;
import org.alyxtransfer.plan.FileFilter;
import org.jspecify.annotations.Nullable;

/** Puts together what the three places have of one session, file by file; by names and sizes, without reading. */
final class SessionComparison {
    private static final Pattern STAGING = Pattern.compile("\\.at-[0-9a-f]+\\.part");

    private final SessionView view;
    private final FileFilter filter;
    private final Verdict verdict;
    private final Map<FilePath, Sighting> sightings = new TreeMap<>();
    private final Map<UUID, Dataset> byId = new HashMap<>();
    private final List<ComparedFile> others = new ArrayList<>();

    SessionComparison(SessionView view, ReconcileSettings settings) {
        this.view = view;
        this.filter = settings.filter();
        this.verdict = new Verdict(view, settings);
    }

    /** One for each file that any place has, in the order of names. */
    List<ComparedFile> files() {
        view.datasets().forEach(this::add);
        view.disk().forEach(this::add);
        List<Copy> staged = new ArrayList<>();
        for (Copy copy : view.share()) {
            if (STAGING.matcher(copy.stat().path().name()).matches()) {
                staged.add(copy);
            } else if (!FileFilter.isJunk(copy.stat().path().name())) {
                add(copy);
            }
        }
        Map<FilePath, Sighting> stagings = new HashMap<>();
        sightings.values().forEach(seen -> stagings.put(StagingNames.ofUpload(target(seen.path)), seen));
        staged.forEach(copy -> addStaged(copy, stagings.get(copy.stat().path())));
        List<ComparedFile> all = new ArrayList<>();
        sightings.values().forEach(seen -> all.addAll(verdict.on(seen)));
        all.addAll(others);
        all.removeIf(file -> filter.rejects(view.session(), file.relative()).isPresent()
                && !STAGING.matcher(file.relative().name()).matches());
        return all;
    }

    private void add(Dataset dataset) {
        byId.put(dataset.id(), dataset);
        sighting(dataset.path()).dataset = dataset;
    }

    private void add(SessionView.Here here) {
        try {
            sighting(DatasetPath.parse(here.relative())).disk = here.copy();
        } catch (TransferException unusable) {
            others.add(verdict.unusable(here, unusable));
        }
    }

    private void add(Copy copy) {
        FilePath relative = copy.stat().path().relativeTo(view.session().folder());
        Optional<IdInName> named = IdInName.of(relative);
        try {
            if (named.isEmpty()) {
                sighting(DatasetPath.parse(relative)).plain = copy;
                return;
            }
            Dataset owner = byId.get(named.get().id());
            if (owner != null
                    && owner.path().equals(DatasetPath.parse(named.get().plain()))) {
                sighting(owner.path()).withId = copy;
            } else {
                others.add(verdict.orphaned(relative, copy, Optional.ofNullable(owner)));
            }
        } catch (TransferException unusable) {
            others.add(verdict.unusable(relative, copy, unusable));
        }
    }

    private void addStaged(Copy copy, @Nullable Sighting owner) {
        if (owner == null) {
            others.add(verdict.unknownStaged(
                    copy.stat().path().relativeTo(view.session().folder()), copy));
        } else {
            owner.staged = copy;
        }
    }

    private Sighting sighting(DatasetPath path) {
        return sightings.computeIfAbsent(path.relative(), any -> new Sighting(path));
    }

    private FilePath target(DatasetPath path) {
        return view.session().folder().resolve(path.relative());
    }
}
