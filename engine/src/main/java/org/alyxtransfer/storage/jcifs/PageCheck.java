package org.alyxtransfer.storage.jcifs;

import java.util.List;
import jcifs.smb.FileEntry;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Ends a listing that a server does not end: one that repeats itself, or goes on beyond a million entries. Of one listing. */
final class PageCheck {
    static final int MOST_ENTRIES = 1_000_000;

    private final String where;
    private int entries;
    private String lastFirst = "";

    PageCheck(String where) {
        this.where = where;
    }

    /** The page itself; an empty one is the end. */
    List<FileEntry> passed(List<FileEntry> page) {
        if (page.isEmpty()) {
            return page;
        }
        String first = page.get(0).getName();
        if (first.equals(lastFirst)) {
            throw endless("the same page of the folder again");
        }
        lastFirst = first;
        entries += page.size();
        if (entries > MOST_ENTRIES) {
            throw endless("more than " + MOST_ENTRIES + " entries of one folder");
        }
        return page;
    }

    private TransferException endless(String what) {
        return new TransferException(Kind.GARBLED, where, "the server sent " + what);
    }
}
