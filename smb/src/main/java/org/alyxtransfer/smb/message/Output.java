package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** The one shape that QUERY_DIRECTORY, CHANGE_NOTIFY and QUERY_INFO answer in (2.2.34, 2.2.36, 2.2.38): an output buffer. */
final class Output {
    private Output() {}

    static Fields of(ByteBuf message, Command command) {
        Fields fields = Fields.ofResponse(message, command, 9);
        return fields.variable(
                fields.uint16(BODY + 2, "output buffer offset"),
                fields.uint32(BODY + 4, "output buffer length"),
                "output buffer");
    }

    /**
     * Walks a chain of entries, each beginning with the distance to the next, 0 in the last. An entry ends where the next
     * begins; as each has its fixed part to itself, there are never more than the buffer has room for.
     */
    static void forEachEntry(Fields output, int fixedBytes, Consumer<Fields> take) {
        Fields rest = output;
        while (rest.length() > 0) {
            int next = rest.count32(0, "next entry offset");
            if (next == 0) {
                take.accept(rest);
                return;
            }
            if (next < fixedBytes) {
                throw rest.malformed("next entry offset", "is " + next + ", inside the entry itself");
            }
            take.accept(rest.part(0, next, "entry"));
            rest = rest.from(next, "next entry");
            if (rest.length() == 0) {
                throw rest.malformed("next entry offset", "leads to the end, where there is no entry");
            }
        }
    }
}
