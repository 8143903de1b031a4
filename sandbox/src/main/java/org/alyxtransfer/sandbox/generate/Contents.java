package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes one file of a session. What it writes depends on its context alone. */
interface Contents {
    void write(Path file, Context context) throws IOException;

    /**
     * What a file may depend on.
     *
     * @param folder below the session's, of the file and those that tell of the same thing
     * @param noise this file's own
     */
    record Context(SessionId session, Sizes sizes, long seed, String folder, Noise noise) {
        /** That of the file at a path below the session's folder. */
        static Context of(SessionId session, Sizes sizes, long seed, String path) {
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            return new Context(session, sizes, seed, folder, Noise.of(seed, session.folder() + "/" + path));
        }

        /** What the animal did; the same for every file that tells of it. */
        List<Trial> trials() {
            return Trial.sequence(sizes.trials(), Noise.of(seed, session.folder() + "/trials"));
        }

        /** A sequence that the files of one folder share, by its name, from its start. */
        Noise shared(String name) {
            return Noise.of(seed, session.folder() + "/" + folder + name);
        }
    }
}
