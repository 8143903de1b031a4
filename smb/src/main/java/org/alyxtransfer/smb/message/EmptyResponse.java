package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * An answer that says only that it was done: to LOGOFF, TREE_DISCONNECT, FLUSH, ECHO (2.2.8, 2.2.12, 2.2.18, 2.2.29)
 * and SET_INFO (2.2.40).
 */
public record EmptyResponse(Command command) {
    public static EmptyResponse read(ByteBuf message, Command command) {
        int structureSize =
                switch (command) {
                    case LOGOFF, TREE_DISCONNECT, FLUSH, ECHO -> 4;
                    case SET_INFO -> 2;
                    default -> throw new IllegalArgumentException(command + " has an answer of its own");
                };
        Fields.ofResponse(message, command, structureSize);
        return new EmptyResponse(command);
    }
}
