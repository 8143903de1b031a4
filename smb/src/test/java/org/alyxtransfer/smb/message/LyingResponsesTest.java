package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose lengths, offsets, counts or names can't be true. */
class LyingResponsesTest {
    @Test
    void anAnswerToAnotherCommand() {
        malformed("header", WriteResponse::read, Captured.message("create-response"));
    }

    @Test
    void aRequestInPlaceOfAnAnswer() {
        malformed("header", WriteResponse::read, Captured.message("write-request"));
    }

    @Test
    void anErrorInPlaceOfAnAnswer() {
        malformed("structure size", CreateResponse::read, Answers.error().bytes());
    }

    @ParameterizedTest
    @CsvSource({"0x0202, SMB 2.0.2", "0x02FF, any SMB 2", "0x0312, know"})
    void aDialectThatWasNotOffered(String dialect, String saying) {
        ByteBuf message = Captured.message("negotiate-3.1.1-response").setShortLE(68, Integer.decode(dialect));

        assertThatThrownBy(() -> NegotiateResponse.read(message))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(saying);
    }

    @Test
    void aTokenOutsideTheMessageOrInsideTheFixedPart() {
        malformed("security buffer", NegotiateResponse::read, negotiate16(56, 0xFFF0));
        malformed("security buffer", NegotiateResponse::read, negotiate16(56, 64));
        malformed("security buffer", NegotiateResponse::read, negotiate16(58, 0xFFFF));
    }

    @Test
    void negotiateContextsOutsideTheMessage() {
        ByteBuf message = Captured.message("negotiate-3.1.1-response");

        malformed("negotiate context", NegotiateResponse::read, message.copy().setIntLE(124, -8));
        malformed("negotiate context", NegotiateResponse::read, message.copy().setIntLE(124, 64));
        malformed("negotiate context", NegotiateResponse::read, negotiate16(6, 0xFFFF));
    }

    @Test
    void negotiateContextsThatChooseWhatNobodyOffered() {
        ByteBuf message = Captured.message("negotiate-3.1.1-response"); // contexts at 208, 256 and 272

        malformed("hash algorithm", NegotiateResponse::read, message.copy().setShortLE(220, 2));
        malformed(
                "hash algorithm count", NegotiateResponse::read, message.copy().setShortLE(216, 2));
        malformed("salt", NegotiateResponse::read, message.copy().setShortLE(218, 33));
        malformed("cipher", NegotiateResponse::read, message.copy().setShortLE(266, 5));
        malformed("cipher count", NegotiateResponse::read, message.copy().setShortLE(264, 0));
        malformed("signing algorithm", NegotiateResponse::read, message.copy().setShortLE(282, 3));
        malformed("negotiate context 2", NegotiateResponse::read, message.copy().setShortLE(272, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {28, 32, 36})
    void limitsThatNothingFits(int field) {
        assertThatThrownBy(() -> NegotiateResponse.read(
                        Captured.message("negotiate-3.1.1-response").setIntLE(64 + field, 4095)))
                .isInstanceOf(MalformedMessageException.class);
        assertThat(NegotiateResponse.read(
                                Captured.message("negotiate-3.1.1-response").setIntLE(64 + field, -1))
                        .toString())
                .contains("=" + Integer.MAX_VALUE); // as much as anybody could use
    }

    @Test
    void createContextsOutsideTheMessage() {
        ByteBuf message = Captured.message("create-response");

        malformed(
                "create contexts",
                CreateResponse::read,
                message.copy().setIntLE(144, 152).setIntLE(148, 8));
        malformed(
                "create contexts",
                CreateResponse::read,
                message.copy().setIntLE(144, -1).setIntLE(148, -1));
    }

    @Test
    void negativeSizes() {
        ByteBuf message = Captured.message("create-response");

        malformed("end of file", CreateResponse::read, message.copy().setLongLE(112, -1));
        malformed("allocation size", CreateResponse::read, message.copy().setLongLE(104, Long.MIN_VALUE));
        malformed("create action", CreateResponse::read, message.copy().setIntLE(68, 4));
    }

    @Test
    void readDataOutsideTheMessage() {
        Function<ByteBuf, Object> read = m -> ReadResponse.read(m, 83);

        malformed("data offset", read, Captured.message("read-response").setByte(66, 79));
        malformed("data", read, Captured.message("read-response").setByte(66, 81));
        malformed("data", read, Captured.message("read-response").setIntLE(68, 4));
        malformed("data", read, Captured.message("read-response").setIntLE(68, -1));
    }

    @Test
    void moreWrittenThanAnybodyCouldSend() {
        malformed(
                "count", WriteResponse::read, Captured.message("write-response").setIntLE(68, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "..\\", "/", "a\0"})
    void aFoldersEntryThatIsAPath(String name) {
        Answer answer = Answers.directory();
        int last = answer.bytes().writerIndex() - 6;
        for (int i = 0; i < 3; i++) {
            answer.bytes().setShortLE(last + 2 * i, i < name.length() ? name.charAt(i) : 'x');
        }

        malformed("file name", QueryDirectoryResponse::read, answer.bytes());
    }

    @Test
    void aFoldersEntryWithoutAName() {
        ByteBuf message = Answers.directory().bytes();

        malformed("file name", QueryDirectoryResponse::read, message.setIntLE(72 + 60, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 7, -2, 0x7FFF_FFFE})
    void aFoldersEntryWhoseNameReachesIntoTheNextOrIsHalfAUnit(int bytes) {
        assertThatThrownBy(() -> QueryDirectoryResponse.read(
                        Answers.directory().with32(8 + 60, bytes).bytes()))
                .isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 63, 222, 223, 0x7FFF_FFFF, -8})
    void aNextEntryWhereNoneCanBe(int next) {
        assertThatThrownBy(() -> QueryDirectoryResponse.read(
                        Answers.directory().with32(8, next).bytes()))
                .isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a\\..\\b", "\\a", "a\\", "a\\\\b", ".", "a/b", "a\0b", "sub\\."})
    void aChangeOutsideTheWatchedFolder(String name) {
        malformed(
                "file name",
                ChangeNotifyResponse::read,
                BuiltResponsesTest.change(name, 1).bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, -1})
    void aChangeOfNoKnownKind(int action) {
        malformed(
                "action",
                ChangeNotifyResponse::read,
                BuiltResponsesTest.change("a", action).bytes());
    }

    @Test
    void aVolumeLargerThanNumbersAre() {
        malformed(
                "total allocation units",
                VolumeSize::read,
                Answers.volume().with64(8, Long.MAX_VALUE).bytes());
        malformed(
                "total allocation units",
                VolumeSize::read,
                Answers.volume().with32(32, -1).with32(36, -1).bytes());
        malformed(
                "available allocation units",
                VolumeSize::read,
                Answers.volume().with64(16, -1).bytes());
    }

    private static ByteBuf negotiate16(int bodyOffset, int value) {
        return Captured.message("negotiate-3.1.1-response").setShortLE(64 + bodyOffset, value);
    }

    private static void malformed(String field, Function<ByteBuf, Object> read, ByteBuf message) {
        assertThatThrownBy(() -> read.apply(message))
                .isInstanceOfSatisfying(MalformedMessageException.class, e -> assertThat(e.field())
                        .isEqualTo(field));
    }
}
