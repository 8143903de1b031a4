package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory of a fixed size, mounted on a folder: the one way to a disk that is really full. */
record Tmpfs(Path folder) {
    static Tmpfs mount(Path folder, int mebibytes) throws IOException {
        Program.Result result = Program.named("mount")
                .run(List.of("-t", "tmpfs", "-o", "size=" + mebibytes + "m,mode=0700", "tmpfs", folder.toString()), "");
        if (!result.succeeded()) {
            throw new IOException("A share with a size limit needs a tmpfs, which only root may mount (and not in every"
                    + " container): " + result.output());
        }
        return new Tmpfs(folder);
    }

    /** Unmounts, now or, when somebody still has a file open on it, as soon as that is closed. */
    void unmount() throws IOException {
        Program umount = Program.named("umount");
        if (umount.run(List.of(folder.toString()), "").succeeded()) {
            return;
        }
        Program.Result lazily = umount.run(List.of("-l", folder.toString()), "");
        if (!lazily.succeeded()) {
            throw new IOException("Could not unmount " + folder + ": " + lazily.output());
        }
    }
}
