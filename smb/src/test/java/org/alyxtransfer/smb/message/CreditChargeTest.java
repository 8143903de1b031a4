package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditChargeTest {
    private static final FileId ID = FileId.RELATED;

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "65536, 1", "65537, 2", "1048576, 16", "1048577, 17", "8388608, 128"})
    void isOneForEach64KibBegun(int bytes, int charge) {
        assertThat(new ReadRequest(ID, 0, bytes).creditCharge()).isEqualTo(charge);
        assertThat(new WriteRequest(ID, 0, bytes).creditCharge()).isEqualTo(charge);
        assertThat(new QueryDirectoryRequest(ID, false, "*", bytes).creditCharge())
                .isEqualTo(charge);
        assertThat(new ChangeNotifyRequest(ID, 1, false, bytes).creditCharge()).isEqualTo(charge);
        assertThat(new IoctlRequest(1, ID, new byte[0], bytes).creditCharge()).isEqualTo(charge);
    }

    @Test
    void countsWhatIsSentToAnIoctlToo() {
        assertThat(new IoctlRequest(1, ID, new byte[65_537], 10).creditCharge()).isEqualTo(2);
    }

    @Test
    void isOneForTheRest() {
        assertThat(new CloseRequest(ID, true).creditCharge()).isEqualTo(1);
        assertThat(QueryInfoRequest.fullSize(ID).creditCharge()).isEqualTo(1);
        assertThat(SetInfoRequest.rename(ID, "x".repeat(32_000), true).creditCharge())
                .isEqualTo(1);
    }
}
