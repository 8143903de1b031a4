package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the sandbox keeps its files: a Samba server, or plain folders on a machine that has none. */
public sealed interface Store extends AutoCloseable permits SambaServer, FolderStore {
    /** The names of the shares, in the order of the settings. */
    List<String> shares();

    /** How a client addresses a share: {@code smb://…} or {@code file:…}. Without user and password. */
    URI uri(String share);

    /** The folder behind a share on this machine. */
    Path folder(String share);

    /** What a person must be told about this store before using it; empty when it is what was asked for. */
    Optional<String> notice();

    /** Ends the server, if there is one, and removes the temporary folders. Blocks. Harmless when repeated. */
    @Override
    void close() throws IOException;
}
