package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Folders in place of a Samba server, for machines without one. Nothing of SMB is exercised: {@link #notice()} says so,
 * and what to install. A share's tmpfs and {@code readOnly} settings have no effect here.
 */
public final class FolderStore implements Store {
    private final Workplace workplace;
    private final String notice;

    FolderStore(Workplace workplace, String notice) {
        this.workplace = workplace;
        this.notice = notice;
    }

    @Override
    public List<String> shares() {
        return workplace.shares();
    }

    @Override
    public URI uri(String share) {
        return folder(share).toUri();
    }

    @Override
    public Path folder(String share) {
        return workplace.folder(share);
    }

    @Override
    public Optional<String> notice() {
        return Optional.of(notice);
    }

    @Override
    public void close() throws IOException {
        workplace.close();
    }
}
