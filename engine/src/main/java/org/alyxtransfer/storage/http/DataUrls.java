package org.alyxtransfer.storage.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * Turns the absolute URLs that Alyx names into paths below the file servers that the profile allows.
 *
 * <p>Alyx glues a repository's base URL and a relative path together and encodes nothing, so what follows the base is
 * taken literally: {@code #} and {@code %} are parts of names.
 */
public final class DataUrls {
    private final List<BaseUrl> allowed;

    /** A file of one of the allowed servers. */
    public record Located(BaseUrl base, FilePath path) {}

    private DataUrls(List<BaseUrl> allowed) {
        this.allowed = allowed;
    }

    /** Where two of the bases fit, the longer one is taken. */
    public static DataUrls allowing(Collection<BaseUrl> bases) {
        return new DataUrls(bases.stream()
                .sorted(Comparator.comparingInt((BaseUrl base) -> base.folder().length())
                        .reversed())
                .toList());
    }

    /** Fails with {@code DENIED} for a server that is not allowed, {@code INVALID} for a path that cannot be used. */
    public Located split(String dataUrl) {
        Origin.Cut cut = Origin.cut(dataUrl);
        for (BaseUrl base : allowed) {
            if (base.origin().equals(cut.origin()) && cut.rest().startsWith(base.folder())) {
                FilePath path = FilePath.of(cut.rest().substring(base.folder().length()));
                if (path.isRoot()) {
                    throw new TransferException(Kind.INVALID, Origin.printable(dataUrl), "names a folder, not a file");
                }
                return new Located(base, path);
            }
        }
        String known = allowed.stream().map(BaseUrl::toString).collect(Collectors.joining(", "));
        throw new TransferException(
                Kind.DENIED,
                Origin.printable(dataUrl),
                "Alyx names a file server that the profile does not allow (it allows: "
                        + (known.isEmpty() ? "none" : known) + "); nothing was sent there");
    }
}
