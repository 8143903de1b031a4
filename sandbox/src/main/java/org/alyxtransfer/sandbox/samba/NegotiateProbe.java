package org.alyxtransfer.sandbox.samba;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Asks a port whether an SMB server answers there: one SMB2 NEGOTIATE, any well-formed reply to it counts. */
final class NegotiateProbe {
    private static final int HEADER = 64; // [MS-SMB2] 2.2.1.2
    private static final int REQUEST = 36; // [MS-SMB2] 2.2.3, without dialects
    private static final int SMB2 = 0x424D53FE; // FE 'S' 'M' 'B', read little-endian
    private static final int MILLIS = 5_000;

    private NegotiateProbe() {}

    /** What the server said; the mode and dialect mean something only when the status is 0. */
    record Answer(int status, int securityMode, int dialect) {
        boolean requiresSigning() {
            return (securityMode & 2) != 0; // [MS-SMB2] 2.2.4
        }
    }

    /** Empty when nothing that speaks SMB listens there. */
    static Optional<Answer> ask(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            socket.setSoTimeout(MILLIS);
            socket.getOutputStream().write(negotiate());
            var in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            byte[] reply = in.readNBytes(HEADER + 6);
            var fields = ByteBuffer.wrap(reply).order(ByteOrder.LITTLE_ENDIAN);
            if (length < reply.length || reply.length < HEADER + 6 || fields.getInt(0) != SMB2) {
                return Optional.empty();
            }
            return Optional.of(new Answer(fields.getInt(8), fields.getShort(HEADER + 2), fields.getShort(HEADER + 4)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    // A server that speaks none of these dialects still answers, with an error in an SMB2 header; 3.1.1 is left
    // out as it would want negotiate contexts.
    private static byte[] negotiate() {
        short[] dialects = {0x0202, 0x0210, 0x0300, 0x0302};
        int length = HEADER + REQUEST + 2 * dialects.length;
        ByteBuffer message = ByteBuffer.allocate(4 + length).order(ByteOrder.BIG_ENDIAN);
        message.putInt(length);
        message.order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(SMB2).putShort((short) HEADER);
        message.position(4 + 14).putShort((short) 1); // credits asked for; command 0 is NEGOTIATE
        message.position(4 + HEADER).putShort((short) REQUEST).putShort((short) dialects.length);
        message.putShort((short) 1); // signing enabled
        message.position(4 + HEADER + 12).putLong(0x616c79782d736264L).putLong(1); // client GUID, not zero
        message.position(4 + HEADER + REQUEST);
        for (short dialect : dialects) {
            message.putShort(dialect);
        }
        return message.array();
    }
}
