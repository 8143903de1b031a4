package org.alyxtransfer.sandbox.hostile;

import java.time.Duration;
import java.util.List;

/** What becomes of a server's answers on one connection. Called on one thread. */
public interface Tamper {
    /**
     * What reaches the client in place of one answer.
     *
     * @param number  counts the answers of the connection from 0
     * @param message the frame without its length prefix; may be changed
     */
    Reply answer(int number, byte[] message);

    /** Sees a request on its way. */
    default void request(byte[] message) {}

    /**
     * Bytes for the client, length prefixes included.
     *
     * @param hangUp whether the connection ends behind them
     * @param pause how long each of them lets the next one wait
     */
    record Reply(List<byte[]> bytes, boolean hangUp, Duration pause) {
        public static Reply of(byte[]... messages) {
            return new Reply(List.of(messages).stream().map(Reply::framed).toList(), false, Duration.ZERO);
        }

        public static Reply nothing() {
            return new Reply(List.of(), false, Duration.ZERO);
        }

        /** Bytes as they are, one part after the other. */
        public static Reply slowly(List<byte[]> parts, Duration pause) {
            return new Reply(parts, false, pause);
        }

        /** Bytes as they are, whatever their prefix says. */
        public static Reply raw(byte[] bytes, boolean hangUp) {
            return new Reply(List.of(bytes), hangUp, Duration.ZERO);
        }

        public static byte[] framed(byte[] message) {
            return framed(message, message.length);
        }

        public static byte[] framed(byte[] message, int said) {
            byte[] frame = new byte[4 + message.length];
            for (int i = 0; i < 4; i++) {
                frame[i] = (byte) (said >>> (24 - 8 * i));
            }
            System.arraycopy(message, 0, frame, 4, message.length);
            return frame;
        }
    }
}
