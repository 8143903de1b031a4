package org.alyxtransfer.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.plan.Naming;

/**
 * What {@link CopyTree} is asked to do, as the words of a command line; a password is not among them.
 *
 * @param from a folder, or the address of a web server; for {@link Way#FETCH} the share is what is read
 * @param to a folder, for downloads
 * @param list a line per file (MD5, size, path), for downloads and fetches
 * @param server where the share is, for uploads and fetches; else of no meaning
 */
record CopyOrder(Way way, How how, String from, String to, String list, Server server) {
    static final String SEPARATOR = "\t"; // between the words of an order that is a line of text

    private static final int WORDS = 13;

    /** Which way the bytes go. */
    enum Way {
        /** From a folder to a share. */
        UPLOAD,
        /** From a web server into a folder. */
        DOWNLOAD,
        /** From a share to nowhere. */
        FETCH
    }

    /**
     * How sure to be, and over which SMB client.
     *
     * @param naming of the files of an upload, on the share
     */
    record How(Verify verify, boolean digest, boolean jcifs, Naming naming) {
        How(Verify verify, boolean digest, boolean jcifs) {
            this(verify, digest, jcifs, Naming.PLAIN);
        }
    }

    /** How sure the engine makes itself of what arrived. */
    enum Verify {
        /** As the engine chooses: a read-back where nothing guards the wire. */
        DEFAULT,
        /** Digest of the bytes handed over, and the server's size. */
        STREAM,
        /** The server's size. */
        SIZE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A share, without its password. */
    record Server(String host, int port, String share, String user, Protection protection) {
        static Server of(Share share) {
            return new Server(share.host(), share.port(), share.name(), share.user(), share.protection());
        }

        static Server none() {
            return new Server("-", 1, "-", "-", Protection.UNSIGNED);
        }
    }

    static CopyOrder of(Task task, How how, Path list) {
        if (task instanceof Task.Upload upload) {
            return new CopyOrder(
                    Way.UPLOAD, how, upload.source().root().toString(), "-", "-", Server.of(upload.target()));
        }
        if (task instanceof Task.Fetch fetch) {
            return new CopyOrder(Way.FETCH, how, "-", "-", list.toString(), Server.of(fetch.from()));
        }
        Task.Download download = (Task.Download) task;
        return new CopyOrder(
                Way.DOWNLOAD,
                how,
                download.base().toString(),
                download.arrival().toString(),
                list.toString(),
                Server.none());
    }

    List<String> words() {
        return List.of(
                way.name(),
                how.verify().name(),
                Boolean.toString(how.digest()),
                Boolean.toString(how.jcifs()),
                how.naming().name(),
                from,
                to,
                list,
                server.host(),
                Integer.toString(server.port()),
                server.share(),
                server.user(),
                server.protection().name());
    }

    static CopyOrder parse(List<String> words) {
        if (words.size() != WORDS) {
            throw new IllegalArgumentException("an order has " + WORDS + " words, not " + words.size());
        }
        return new CopyOrder(
                Way.valueOf(words.get(0)),
                new How(
                        Verify.valueOf(words.get(1)),
                        Boolean.parseBoolean(words.get(2)),
                        Boolean.parseBoolean(words.get(3)),
                        Naming.valueOf(words.get(4))),
                words.get(5),
                words.get(6),
                words.get(7),
                new Server(
                        words.get(8),
                        Integer.parseInt(words.get(9)),
                        words.get(10),
                        words.get(11),
                        Protection.valueOf(words.get(12))));
    }
}
