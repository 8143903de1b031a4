package org.alyxtransfer.smb;

import java.util.List;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.DirectoryEntry;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.QueryDirectoryRequest;
import org.alyxtransfer.smb.message.QueryDirectoryResponse;
import org.alyxtransfer.smb.wire.Exchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists one folder, page by page. */
final class Listing {
    private static final int PAGE = 256 << 10; // some two thousand entries; larger pages only cost memory

    private static final int MOST_ENTRIES = 1_000_000; // more, and a listing is taken for one without an end

    private final SmbShare share;
    private final String path;
    private int entries; // of one subscription: a listing is used once
    private String lastFirst = "";

    Listing(SmbShare share, String path) {
        this.share = share;
        this.path = path;
    }

    Flux<SmbEntry> entries() {
        return share.withFolder(path, this::pages)
                .concatMapIterable(page -> page, 1)
                .filter(entry -> !entry.name().equals(".") && !entry.name().equals(".."))
                .map(entry -> new SmbEntry(entry.name(), SmbAttributes.of(entry)));
    }

    private Flux<List<DirectoryEntry>> pages(SmbFile folder) {
        int bytes = Math.min(PAGE, share.facts().largestListing());
        Mono<List<DirectoryEntry>> page = share.ask(() -> Exchange.of(
                        new QueryDirectoryRequest(folder.id(), false, "*", bytes), QueryDirectoryResponse::read))
                .map(this::entries);
        return page.repeat().onErrorResume(Listing::isEnd, end -> Flux.empty());
    }

    /** A server has to say when there are no more ([MS-SMB2] 3.3.5.18); one that never does is left. */
    private List<DirectoryEntry> entries(QueryDirectoryResponse page) {
        if (page.entries().isEmpty()) {
            throw endless("a page of a folder without entries");
        }
        String first = page.entries().get(0).name();
        if (first.equals(lastFirst)) {
            throw endless("the same page of a folder again");
        }
        lastFirst = first;
        entries += page.entries().size();
        if (entries > MOST_ENTRIES) {
            throw endless("a folder of more than " + MOST_ENTRIES + " entries");
        }
        return page.entries();
    }

    private SmbException endless(String what) {
        SmbException why = SmbException.of(
                SmbException.Reason.PROTOCOL, "the server sent " + what + "; the connection was dropped");
        share.connection().fail(why);
        return why;
    }

    private static boolean isEnd(Throwable failure) {
        return failure instanceof SmbException known
                && (known.status() == NtStatus.NO_MORE_FILES || known.status() == NtStatus.NO_SUCH_FILE);
    }
}
