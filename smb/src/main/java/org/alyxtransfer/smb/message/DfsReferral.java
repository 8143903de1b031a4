package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a path of a distributed file system leads (MS-DFSC 2.2.4): what the first {@link #pathConsumed} characters of the
 * path asked for stand for.
 *
 * @param pathConsumed characters, not bytes
 * @param targets      as {@code \server\share\folder}, the preferred first; empty if only domain names were told
 */
public record DfsReferral(int pathConsumed, List<String> targets) {
    private static final String NAME = "DFS referral";
    private static final int HIGHEST_LEVEL = 4;
    private static final int NAME_LIST = 0x2;
    private static final int MOST_OUTPUT = 16 * 1024;
    private static final int SMALLEST_ENTRY = 8;

    /**
     * Asks where a path leads (MS-DFSC 2.2.2), on a tree of the server's {@code IPC$}.
     *
     * @param path {@code \server\share\folder}, with a single backslash in front
     */
    public static IoctlRequest request(String path) {
        byte[] input = new byte[2 + Text.bytes(path) + 2];
        ByteBuf out = Unpooled.wrappedBuffer(input).clear();
        out.writeShortLE(HIGHEST_LEVEL);
        Text.write(path, out);
        out.writeShortLE(0);
        return new IoctlRequest(ControlCode.DFS_GET_REFERRALS, FileId.RELATED, input, MOST_OUTPUT);
    }

    public static DfsReferral read(IoctlResponse response) {
        Fields fields = Fields.of(NAME, response.output());
        if (response.code() != ControlCode.DFS_GET_REFERRALS) {
            throw fields.malformed("control code", "is 0x" + Integer.toHexString(response.code()));
        }
        int consumed = fields.uint16(0, "path consumed");
        int count = fields.uint16(2, "number of referrals");
        Targets targets = new Targets(fields.length());
        int at = 8;
        for (int i = 0; i < count; i++) {
            Fields entry = fields.from(at, "referral");
            int size = entry.uint16(2, "size");
            if (size < SMALLEST_ENTRY || size > entry.length()) {
                throw fields.malformed("size", "is " + size + " at " + at + " of " + fields.length());
            }
            targets.take(entry, size);
            at += size;
        }
        return new DfsReferral(consumed / 2, List.copyOf(targets.found));
    }

    /** The targets so far; together they are no longer than the response, though its entries may point anywhere in it. */
    private static final class Targets {
        private final List<String> found = new ArrayList<>();
        private int bytesLeft;

        Targets(int responseBytes) {
            bytesLeft = responseBytes;
        }

        void take(Fields entry, int size) {
            int version = entry.uint16(0, "version");
            switch (version) {
                case 1 -> add(entry.part(0, size, "share name"), 8);
                case 2 -> add(entry, entry.uint16(20, "network address offset"));
                case 3, 4 -> {
                    if ((entry.uint16(6, "flags") & NAME_LIST) == 0) {
                        add(entry, entry.uint16(16, "network address offset"));
                    }
                }
                default -> throw entry.malformed("version", "is " + version);
            }
        }

        private void add(Fields entry, int at) {
            int end = at;
            while (entry.uint16(end, "network address") != 0) {
                end += 2;
                bytesLeft -= 2;
                if (bytesLeft < 0) {
                    throw entry.malformed("network addresses", "are longer than the response");
                }
            }
            found.add(entry.text(at, end - at, "network address"));
        }
    }
}
