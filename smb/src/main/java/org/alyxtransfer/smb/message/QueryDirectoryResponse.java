package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** Some of a folder's entries, {@code .} and {@code ..} among them (2.2.34 with MS-FSCC 2.4.10). */
public record QueryDirectoryResponse(List<DirectoryEntry> entries) {
    public QueryDirectoryResponse {
        entries = List.copyOf(entries);
    }

    public static QueryDirectoryResponse read(ByteBuf message) {
        Fields output = Output.of(message, Command.QUERY_DIRECTORY);
        List<DirectoryEntry> entries = new ArrayList<>();
        Output.forEachEntry(output, DirectoryEntry.FIXED, entry -> entries.add(DirectoryEntry.read(entry)));
        return new QueryDirectoryResponse(entries);
    }
}
