package org.alyxtransfer.sandbox.alyx;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file belongs, as register-file reads it from the folders between session and name.
 *
 * <p>Folders are taken as the collection up to the first one with an odd character; that one and what follows vanish.
 *
 * @param relative the path of its file records
 */
record AlyxPath(String collection, String revision, String name, String relative) {
    private static final Pattern SESSION =
            Pattern.compile("(?<subject>[\\w.-]+)/(?<date>\\d{4}-\\d{2}-\\d{2})/(?<number>\\d+)(?:/(?<rest>.*))?");
    private static final Pattern FOLDER = Pattern.compile("[\\w.-]+");
    private static final Pattern REVISION = Pattern.compile("#([\\w.-]+)#");

    /** A request's path without the slashes that are forgiven. */
    static String normal(String path) {
        return path.replace('\\', '/').replaceAll("/+", "/").replaceAll("^/|/$", "");
    }

    /** A session folder, and what a request's path has below it. */
    static SessionFolder session(String path) {
        Matcher matcher = SESSION.matcher(path);
        if (!matcher.matches()) {
            throw new Refusal(Answer.error(400, "The path " + path + " should be `nickname/YYYY-MM-DD/n/..."));
        }
        String rest = matcher.group("rest");
        return new SessionFolder(
                matcher.group("subject"), matcher.group("date"), matcher.group("number"), rest == null ? "" : rest);
    }

    /**
     * @param root the session folder or, for a file of no session, nothing
     * @param below folders and name
     */
    static AlyxPath of(String root, String below) {
        List<String> parts = List.of(normal(below).split("/"));
        List<String> folders = parts.subList(0, parts.size() - 1);
        refuseRevisionsInTheMiddle(folders);
        int valid = 0;
        while (valid < folders.size() && FOLDER.matcher(folders.get(valid)).matches()) {
            valid++;
        }
        String revision = "";
        if (valid < folders.size()) {
            Matcher matcher = REVISION.matcher(folders.get(valid));
            revision = matcher.matches() ? matcher.group(1) : "";
        }
        String collection = String.join("/", folders.subList(0, valid));
        String name = parts.get(parts.size() - 1);
        String relative = joined(root, collection, revision.isEmpty() ? "" : "#" + revision + "#", name);
        return new AlyxPath(collection, revision, name, relative);
    }

    static String joined(String... parts) {
        return String.join(
                "/", List.of(parts).stream().filter(part -> !part.isEmpty()).toList());
    }

    private static void refuseRevisionsInTheMiddle(List<String> folders) {
        for (int i = 0; i < folders.size() - 1; i++) {
            String folder = folders.get(i);
            if (folder.length() > 1 && folder.startsWith("#") && folder.endsWith("#")) {
                throw Refusal.detail(
                        400,
                        "Invalid ALF path. There must be only 1 revision and it cannot contain" + "sub folders. "
                                + "A revision folder must be surrounded by pound signs (#).");
            }
        }
    }

    /**
     * A session by its folder.
     *
     * @param number as written, zeros included
     */
    record SessionFolder(String subject, String date, String number, String rest) {
        String root() {
            return subject + "/" + date + "/" + number;
        }
    }
}
