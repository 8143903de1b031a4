package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that smbd doesn't give to smbclient, put together from the documents. */
class BuiltResponsesTest {
    @Test
    void aFoldersEntries() {
        List<DirectoryEntry> entries =
                QueryDirectoryResponse.read(Answers.directory().bytes()).entries();

        assertThat(entries)
                .containsExactly(
                        new DirectoryEntry(".", new FileTimes(1, 2, 3, 4), 0, 0, FileAttributes.DIRECTORY),
                        new DirectoryEntry(
                                "lick.npy",
                                new FileTimes(5, 6, 7, 8),
                                5_000_000_000L,
                                5_000_003_584L,
                                FileAttributes.ARCHIVE),
                        new DirectoryEntry("\uD83D\uDC01!", FileTimes.NONE, 0, 0, FileAttributes.NORMAL));
        assertThat(entries.get(0).isDirectory()).isTrue();
    }

    @Test
    void aNameThatIsNoUnicodeKeepsItsUnits() {
        Answer answer = Answers.directory();
        int name = answer.bytes().writerIndex() - 6;
        answer.bytes().setShortLE(name, 0xDC01); // the second half of a pair, alone
        answer.bytes().setShortLE(name + 2, 'x');

        assertThat(QueryDirectoryResponse.read(answer.bytes()).entries().get(2).name())
                .isEqualTo("\uDC01x!");
        ByteBuf out = Unpooled.buffer();
        Text.write("\uDC01x!", out);
        assertThat(out.getShortLE(0)).isEqualTo((short) 0xDC01);
    }

    @Test
    void noEntries() {
        ByteBuf empty = Answer.to(Command.QUERY_DIRECTORY).u16(9).u16(0).u32(0).bytes();

        assertThat(QueryDirectoryResponse.read(empty).entries()).isEmpty();
    }

    @Test
    void moreChangesThanCouldBeTold() {
        ByteBuf empty = Answer.to(Command.CHANGE_NOTIFY).u16(9).u16(0).u32(0).bytes();

        assertThat(ChangeNotifyResponse.read(empty).changes()).isEmpty();
    }

    @Test
    void aChangeBelow() {
        ByteBuf deep = change("sub\\x.npy", 3).bytes();

        assertThat(ChangeNotifyResponse.read(deep).changes())
                .containsExactly(new Change(Change.Action.MODIFIED, "sub\\x.npy"));
    }

    @Test
    void volumeSizeCountsWhatTheUserMayFill() {
        assertThat(VolumeSize.read(Answers.volume().bytes())).isEqualTo(new VolumeSize(1000 * 4096, 400 * 4096));
    }

    @Test
    void theTimesOfAFile() {
        assertThat(FileTimes.ofBasicInformation(Answers.basicInformation().bytes()))
                .isEqualTo(new FileTimes(1, 2, 3, 4));
    }

    @Test
    void closeWithAttributes() {
        ByteBuf message = Answer.to(Command.CLOSE)
                .u16(60)
                .u16(1)
                .u32(0)
                .u64(1)
                .u64(2)
                .u64(3)
                .u64(4)
                .u64(1 << 20)
                .u64(16_384)
                .u32(0x20)
                .bytes();

        assertThat(CloseResponse.read(message))
                .isEqualTo(new CloseResponse(true, new FileTimes(1, 2, 3, 4), 1 << 20, 16_384, 0x20));
    }

    @Test
    void breaks() {
        assertThat(Break.read(Answers.oplockBreak().bytes()))
                .isEqualTo(new OplockBreak(new FileId(11, 12), OplockBreak.LEVEL_II));
        assertThat(Break.read(Answers.leaseBreak().bytes())).isInstanceOfSatisfying(LeaseBreak.class, lease -> {
            assertThat(lease.epoch()).isEqualTo(9);
            assertThat(lease.key()).hasSize(16).startsWith(0, 1, 2);
            assertThat(lease.currentState()).isEqualTo(7);
            assertThat(lease.newState()).isEqualTo(1);
        });
    }

    @Test
    void aMessageIsReadWhereTheReaderIndexStandsWhichStays() {
        ByteBuf answer = Answers.directory().bytes();
        ByteBuf later = Unpooled.buffer().writeZero(100).writeBytes(answer).skipBytes(100);

        assertThat(QueryDirectoryResponse.read(later).entries()).hasSize(3);
        assertThat(later.readerIndex()).isEqualTo(100);
        assertThat(later.refCnt()).isEqualTo(1);
    }

    static Answer change(String name, int action) {
        return Answer.to(Command.CHANGE_NOTIFY)
                .u16(9)
                .u16(72)
                .u32(12L + 2L * name.length())
                .u32(0)
                .u32(action)
                .u32(2L * name.length())
                .text(name);
    }
}
