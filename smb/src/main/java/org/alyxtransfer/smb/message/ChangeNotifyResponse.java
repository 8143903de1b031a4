package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed in a watched folder, in order (2.2.36). Empty if too much did to be told: the status is then
 * {@link NtStatus#NOTIFY_ENUM_DIR} and the folder must be listed.
 */
public record ChangeNotifyResponse(List<Change> changes) {
    public ChangeNotifyResponse {
        changes = List.copyOf(changes);
    }

    public static ChangeNotifyResponse read(ByteBuf message) {
        Fields output = Output.of(message, Command.CHANGE_NOTIFY);
        List<Change> changes = new ArrayList<>();
        Output.forEachEntry(output, Change.FIXED, entry -> changes.add(Change.read(entry)));
        return new ChangeNotifyResponse(changes);
    }
}
