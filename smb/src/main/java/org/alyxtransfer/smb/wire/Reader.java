package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;

/**
 * Makes a value of an answer, on the thread that received it.
 *
 * @param <R> what the answer holds
 */
@FunctionalInterface
public interface Reader<R> {
    /**
     * The value of a message.
     *
     * @param message one whole message, header first; valid during the call only
     */
    R read(ByteBuf message);
}
