package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
    private static final Header PLAIN = new Header(
            16, 0xC000007F, Command.WRITE, 300, Header.SIGNED | Header.RELATED, 1_048_688, -2, 0xFFFF_FFFF, 0, 77);

    @Test
    void comesBackAsItWasWritten() {
        ByteBuf out = Unpooled.buffer();
        PLAIN.writeTo(out);

        assertThat(out.readableBytes()).isEqualTo(Header.BYTES);
        assertThat(Header.read(out)).isEqualTo(PLAIN);
    }

    @Test
    void anAsynchronousOneHasItsIdInPlaceOfTheTree() {
        Header async = new Header(1, 0x103, Command.CHANGE_NOTIFY, 1, 0x3, 0, 9, 0, 0x1234_5678_9ABCL, 77);
        ByteBuf out = Unpooled.buffer();
        async.writeTo(out);

        assertThat(out.getLongLE(32)).isEqualTo(0x1234_5678_9ABCL);
        assertThat(Header.read(out)).isEqualTo(async);
    }

    @Test
    void readsWhatSmbdWrote() {
        Header pending = Header.read(Captured.message("write-pending-response"));

        assertThat(pending).isEqualTo(new Header(0, 0x103, Command.WRITE, 1, 0x13, 0, 0x10D, 0, 0x10D, 0xDBF65B54L));
        assertThat(pending.isAsync()).isTrue();
        assertThat(pending.isResponse()).isTrue();
        assertThat(pending.isSigned()).isFalse();
        assertThat(Header.read(Captured.message("tree-connect-response")).isSigned())
                .isTrue();
    }

    @Test
    void writesWhatSmbclientWrote() {
        ByteBuf captured = Captured.message("close-request");
        ByteBuf out = Unpooled.buffer();
        Header.read(captured).writeTo(out);

        assertThat(out).isEqualTo(captured.slice(0, Header.BYTES));
    }

    @Test
    void isReadWhereTheReaderIndexStandsWhichStays() {
        ByteBuf out = Unpooled.buffer().writeZero(13).skipBytes(13);
        PLAIN.writeTo(out);

        assertThat(Header.read(out)).isEqualTo(PLAIN);
        assertThat(out.readerIndex()).isEqualTo(13);
    }

    @Test
    void isMalformedUnderAnotherProtocolsName() {
        ByteBuf smb1 = Captured.message("echo-response").setByte(0, 0xFF);

        assertMalformed(smb1, "protocol id");
    }

    @Test
    void isMalformedWithAnotherSize() {
        assertMalformed(Captured.message("echo-response").setShortLE(4, 65), "structure size");
    }

    @Test
    void isMalformedWithACommandThatThereIsNot() {
        assertMalformed(Captured.message("echo-response").setShortLE(12, 0x13), "command");
        assertMalformed(Captured.message("echo-response").setShortLE(12, 0xFFFF), "command");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64, 76, -8, Integer.MIN_VALUE})
    void isMalformedIfTheNextMessageWouldBeginWhereNoneCan(int next) {
        assertMalformed(Captured.message("echo-response").setIntLE(20, next), "next command");
    }

    @Test
    void isMalformedIfAnyByteIsMissing() {
        for (int length = 0; length < Header.BYTES; length++) {
            ByteBuf cut = Captured.message("echo-response").slice(0, length);

            assertThatThrownBy(() -> Header.read(cut)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void everyCommandHasItsCode() {
        for (Command command : Command.values()) {
            assertThat(Command.of(command.code())).isSameAs(command);
        }
        assertThat(Command.OPLOCK_BREAK.code()).isEqualTo(0x12);
    }

    private static void assertMalformed(ByteBuf message, String field) {
        assertThatThrownBy(() -> Header.read(message)).isInstanceOfSatisfying(MalformedMessageException.class, e -> {
            assertThat(e.messageName()).isEqualTo("header");
            assertThat(e.field()).isEqualTo(field);
            assertThat(e.getStackTrace()).isEmpty();
        });
    }
}
