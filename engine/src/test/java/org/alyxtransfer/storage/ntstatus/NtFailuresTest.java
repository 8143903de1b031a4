package org.alyxtransfer.storage.ntstatus;

import static org.assertj.core.api.Assertions.assertThat;

import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.message.NtStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtFailuresTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                NtStatus.NO_MEMORY,
                NtStatus.INSUFFICIENT_RESOURCES,
                NtStatus.INSUFF_SERVER_RESOURCES,
                NtStatus.TOO_MANY_SESSIONS,
                NtStatus.REQUEST_NOT_ACCEPTED
            })
    void aServerWithoutResourcesIsAskedAgain(int status) {
        TransferException failure = NtFailures.answered(status, "smb://nas/data/file", new IllegalStateException());

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.isTemporary()).isTrue();
        assertThat(failure)
                .hasMessageContaining("smb://nas/data/file")
                .hasMessageContaining("0x%08X".formatted(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {NtStatus.DISK_FULL, NtStatus.QUOTA_EXCEEDED})
    void aFullDiskIsNotAskedAgain(int status) {
        TransferException failure = NtFailures.answered(status, "smb://nas/data/file", new IllegalStateException());

        assertThat(failure.kind()).isEqualTo(Kind.FULL);
        assertThat(failure.isTemporary()).isFalse();
    }
}
