package org.alyxtransfer.smb.message;

/** Honest answers that no capture holds, each with everything in it that its decoder looks at. */
final class Answers {
    private Answers() {}

    static Answer directory() {
        return Answer.to(Command.QUERY_DIRECTORY)
                .u16(9)
                .u16(72)
                .u32(72 + 80 + 70)
                .u32(72) // MS-FSCC 2.4.10, entry by entry
                .u32(0)
                .u64(1)
                .u64(2)
                .u64(3)
                .u64(4)
                .u64(0)
                .u64(0)
                .u32(FileAttributes.DIRECTORY)
                .u32(2)
                .text(".")
                .zeros(6)
                .u32(80)
                .u32(0)
                .u64(5)
                .u64(6)
                .u64(7)
                .u64(8)
                .u64(5_000_000_000L)
                .u64(5_000_003_584L)
                .u32(FileAttributes.ARCHIVE)
                .u32(16)
                .text("lick.npy")
                .u32(0)
                .u32(0)
                .zeros(48)
                .u32(FileAttributes.NORMAL)
                .u32(6)
                .text("\uD83D\uDC01!"); // a mouse, two units
    }

    static Answer networkOpen() {
        return Answer.to(Command.QUERY_INFO)
                .u16(9)
                .u16(72)
                .u32(56)
                .u64(1)
                .u64(2)
                .u64(3)
                .u64(4)
                .u64(8192)
                .u64(5000)
                .u32(FileAttributes.DIRECTORY)
                .u32(0);
    }

    static Answer volume() {
        return Answer.to(Command.QUERY_INFO)
                .u16(9)
                .u16(72)
                .u32(32)
                .u64(1000)
                .u64(400)
                .u64(500)
                .u32(8)
                .u32(512);
    }

    static Answer oplockBreak() {
        return Answer.to(Command.OPLOCK_BREAK)
                .u16(24)
                .u8(OplockBreak.LEVEL_II)
                .zeros(5)
                .u64(11)
                .u64(12);
    }

    static Answer leaseBreak() {
        return Answer.to(Command.OPLOCK_BREAK)
                .u16(44)
                .u16(9)
                .u32(1)
                .hex("00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f")
                .u32(7)
                .u32(1)
                .zeros(12);
    }

    static Answer error() {
        return Answer.to(Command.CREATE)
                .u16(9)
                .u8(1)
                .u8(0)
                .u32(12)
                .u32(4)
                .u32(0)
                .hex("de ad be ef");
    }

    /** Two targets of version 4 (MS-DFSC 2.2.5.4), their strings behind both entries. */
    static Answer referral() {
        String path = "\\srv\\dfs\0";
        String first = "\\one\\data\0";
        String second = "\\two\\data\0";
        int output = 8 + 34 + 34 + 2 * (path.length() + first.length() + second.length());
        Answer answer = Answer.to(Command.IOCTL)
                .u16(49)
                .u16(0)
                .u32(ControlCode.DFS_GET_REFERRALS)
                .u64(-1)
                .u64(-1)
                .u32(112)
                .u32(0)
                .u32(112)
                .u32(output)
                .u32(0)
                .u32(0)
                .u16(16)
                .u16(2)
                .u32(2);
        int strings = 68;
        int target = strings + 2 * path.length();
        entry(answer, strings, target);
        entry(answer, strings - 34, target + 2 * first.length() - 34);
        return answer.text(path).text(first).text(second);
    }

    private static void entry(Answer answer, int path, int target) {
        answer.u16(4)
                .u16(34)
                .u16(0)
                .u16(0)
                .u32(300)
                .u16(path)
                .u16(path)
                .u16(target)
                .zeros(16);
    }
}
