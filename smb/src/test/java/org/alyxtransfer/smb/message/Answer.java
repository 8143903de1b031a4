package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A server's answer put together field by field, so that a test can make any of them lie. */
final class Answer {
    private final ByteBuf bytes = Unpooled.buffer();

    private Answer() {}

    static Answer to(Command command) {
        Answer answer = new Answer();
        new Header(1, 0, command, 1, Header.RESPONSE, 0, 7, 3, 0, 5).writeTo(answer.bytes);
        return answer;
    }

    /** Bytes as a document prints them, spaces between. */
    Answer hex(String hex) {
        bytes.writeBytes(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
        return this;
    }

    Answer u8(int value) {
        bytes.writeByte(value);
        return this;
    }

    Answer u16(int value) {
        bytes.writeShortLE(value);
        return this;
    }

    Answer u32(long value) {
        bytes.writeIntLE((int) value);
        return this;
    }

    Answer u64(long value) {
        bytes.writeLongLE(value);
        return this;
    }

    Answer text(String text) {
        bytes.writeCharSequence(text, StandardCharsets.UTF_16LE);
        return this;
    }

    Answer zeros(int count) {
        bytes.writeZero(count);
        return this;
    }

    /** The same with two bytes of the body changed. */
    Answer with16(int bodyOffset, int value) {
        bytes.setShortLE(Header.BYTES + bodyOffset, value);
        return this;
    }

    Answer with32(int bodyOffset, long value) {
        bytes.setIntLE(Header.BYTES + bodyOffset, (int) value);
        return this;
    }

    Answer with64(int bodyOffset, long value) {
        bytes.setLongLE(Header.BYTES + bodyOffset, value);
        return this;
    }

    ByteBuf bytes() {
        return bytes;
    }
}
