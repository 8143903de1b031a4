package org.alyxtransfer.smb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.FlushRequest;
import org.alyxtransfer.smb.message.ReadRequest;
import org.alyxtransfer.smb.message.WriteRequest;
import org.junit.jupiter.api.Test;

/** What is handed to a worker to be signed or sealed. */
class CompoundTest {
    private static final int LARGE = 64 << 10;
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void manyBytesToProtectAreHeavy() {
        assertThat(write(Guard.SIGNED, LARGE).isHeavy()).isTrue();
        assertThat(write(Guard.SEALED, LARGE).isHeavy()).isTrue();
        assertThat(carrying(LARGE).isHeavy()).isTrue();
    }

    @Test
    void fewBytesAreNotHoweverManyRequestsTheyAre() {
        assertThat(write(Guard.SIGNED, 1_000).isHeavy()).isFalse();
        assertThat(carrying(16 << 10).isHeavy()).isFalse();
    }

    @Test
    void bytesThatAreAskedForAreNot() {
        Exchange<Boolean> read = Exchange.of(new ReadRequest(FileId.RELATED, 0, MEBIBYTE));

        assertThat(Compound.of(1, Guard.SEALED, read)
                        .into(Payload.empty(MEBIBYTE))
                        .isHeavy())
                .isFalse();
    }

    @Test
    void bytesThatNobodyProtectsAreNot() {
        assertThat(write(Guard.PLAIN, MEBIBYTE).isHeavy()).isFalse();
    }

    private static Compound write(Guard guard, int bytes) {
        Exchange<Boolean> write = Exchange.of(new WriteRequest(FileId.RELATED, 0, bytes));
        return Compound.of(1, guard, write).around(Payload.empty(bytes));
    }

    private static Compound carrying(int bytes) {
        return Compound.of(
                        1,
                        Guard.SIGNED,
                        Exchange.of(new WriteRequest(FileId.RELATED, 0, bytes)),
                        Exchange.of(new FlushRequest(FileId.RELATED)))
                .carrying(Payload.empty(bytes));
    }
}
