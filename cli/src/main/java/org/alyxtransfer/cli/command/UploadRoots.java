package org.alyxtransfer.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.plan.UploadRoot;

/** Folders given by the user that hold sessions. */
final class UploadRoots {
    private UploadRoots() {}

    static UploadRoot of(Connections open, Path folder) {
        List<String> names = StreamSupport.stream(folder.spliterator(), false)
                .map(Path::toString)
                .toList();
        return new UploadRoot(open.folder(folder), names);
    }
}
