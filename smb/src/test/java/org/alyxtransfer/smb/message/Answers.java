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

    static Answer basicInformation() {
        return Answer.to(Command.QUERY_INFO)
                .u16(9)
                .u16(72)
                .u32(40)
                .u64(1)
                .u64(2)
                .u64(3)
                .u64(4)
                .u32(FileAttributes.ARCHIVE)
                .u32(0);
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
}
