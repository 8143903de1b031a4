package org.alyxtransfer.plan;

import java.util.List;
import org.alyxtransfer.storage.FileSource;

/**
 * A folder given by the user: a session's folder, or one that holds sessions at any depth.
 *
 * @param source the folder as a storage's root
 * @param names the elements of the folder's absolute path, since a session's folder is told by its last three
 */
public record UploadRoot(FileSource source, List<String> names) {
    public UploadRoot {
        names = List.copyOf(names);
    }
}
