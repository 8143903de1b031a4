package org.alyxtransfer.plan;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.storage.Lease;

/**
 * Which files of a session take part.
 *
 * <p>Patterns are globs. One without a slash is held against the file's name, one with a slash against its path below the
 * session's folder. What systems leave behind is left out first, then what is excluded, then what is not included.
 */
public final class FileFilter {
    public static final FileFilter ALL = new FileFilter(List.of(), List.of(), Optional.empty());

    private static final Set<String> JUNK = Set.of("thumbs.db", ".ds_store", "desktop.ini", "ehthumbs.db");

    private final List<Glob> include;
    private final List<Glob> exclude;
    private final Optional<Set<String>> listed;

    private record Glob(boolean wholePath, PathMatcher matcher) {
        static Glob of(String pattern) {
            try {
                return new Glob(pattern.contains("/"), FileSystems.getDefault().getPathMatcher("glob:" + pattern));
            } catch (PatternSyntaxException e) {
                throw new TransferException(Kind.INVALID, pattern, "is not a usable pattern: " + e.getDescription(), e);
            }
        }

        boolean matches(String path) {
            return matcher.matches(Path.of(wholePath ? path : name(path)));
        }
    }

    /**
     * @param listed paths below the session's folder, or from the subject on ({@code subject/date/NNN/alf/x.npy}); empty
     *     when there is no such list
     */
    public FileFilter(List<String> include, List<String> exclude, Optional<Set<String>> listed) {
        this.include = include.stream().map(Glob::of).toList();
        this.exclude = exclude.stream().map(Glob::of).toList();
        this.listed = listed.map(Set::copyOf);
    }

    /** Why the file is left out; empty when it takes part. */
    public Optional<Reason> rejects(SessionPath session, FilePath relative) {
        return rejects(session, relative.value());
    }

    /** The same of a path as a server tells it; one that cannot be held against patterns takes part. */
    Optional<Reason> rejects(SessionPath session, String told) {
        if (isJunk(name(told))) {
            return Optional.of(Reason.JUNK);
        }
        try {
            boolean wanted = exclude.stream().noneMatch(glob -> glob.matches(told))
                    && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(told)))
                    && isListed(session, told);
            return wanted ? Optional.empty() : Optional.of(Reason.FILTERED);
        } catch (InvalidPathException hostile) {
            return Optional.empty();
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Files that systems, editors and earlier transfers leave behind. */
    public static boolean isJunk(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        return JUNK.contains(lower)
                || lower.startsWith("._")
                || lower.startsWith("~$")
                || Lease.isFileOf(lower)
                || (lower.startsWith(".at-") && lower.endsWith(".part"));
    }

    private boolean isListed(SessionPath session, String relative) {
        return listed.map(paths -> paths.contains(relative) || paths.contains(session + "/" + relative))
                .orElse(true);
    }
}
