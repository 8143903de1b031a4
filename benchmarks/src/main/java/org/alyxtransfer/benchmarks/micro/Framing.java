package org.alyxtransfer.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.ReadResponse;
import org.alyxtransfer.smb.message.WriteRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The fixed parts of messages: a WRITE is laid out, the answer to a READ is read. */
@State(Scope.Thread)
public class Framing {
    static final int WRITE_BYTES = Header.BYTES + WriteRequest.FIXED_BYTES;
    static final int READ_BYTES = Header.BYTES + ReadResponse.FIXED_BYTES;

    private static final int DATA = 65_536;
    private static final FileId FILE = new FileId(1, 2);

    private final ByteBuf out = Unpooled.directBuffer(256);
    private final ByteBuf answer = answer();
    private long messageId;

    @Benchmark
    public ByteBuf writeRequest() {
        WriteRequest request = new WriteRequest(FILE, messageId << 16, DATA);
        out.clear();
        header(request.creditCharge(), Command.WRITE, 0).writeTo(out);
        request.writeTo(out);
        messageId++;
        return out;
    }

    @Benchmark
    public ReadResponse readResponse() {
        Header header = Header.read(answer);
        if (header.command() != Command.READ) {
            throw new IllegalStateException("not what was laid out: " + header);
        }
        return ReadResponse.read(answer, answer.readableBytes());
    }

    private Header header(int charge, Command command, int flags) {
        return new Header(charge, 0, command, 1, flags, 0, messageId, 7, 0, 42);
    }

    /** [MS-SMB2] 2.2.20. */
    private ByteBuf answer() {
        ByteBuf message = Unpooled.directBuffer(READ_BYTES + DATA);
        header(1, Command.READ, Header.RESPONSE).writeTo(message);
        message.writeShortLE(17);
        message.writeByte(READ_BYTES);
        message.writeByte(0);
        message.writeIntLE(DATA);
        message.writeLongLE(0);
        return message.writeZero(DATA);
    }
}
