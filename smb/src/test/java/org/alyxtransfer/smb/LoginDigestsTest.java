package org.alyxtransfer.smb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginDigestsTest {
    private final LoginDigests provider = new LoginDigests();

    /** RFC 1320, A.5. */
    @ParameterizedTest
    @CsvSource({
        "'', 31d6cfe0d16ae931b73c59d7e0c089c0",
        "a, bde52cb31de33e46245e05fbdbd6fb24",
        "message digest, d9130a8164549fe818874806e1c7014b",
        "abcdefghijklmnopqrstuvwxyz, d79e1c308aa5bbcdeea8ed63df412da9",
    })
    void md4IsTheStandardsOne(String text, String sum) throws NoSuchAlgorithmException {
        MessageDigest md4 = MessageDigest.getInstance("MD4", provider);

        byte[] bytes = text.getBytes(US_ASCII);
        for (int round = 0; round < 2; round++) { // the first digest leaves nothing behind
            md4.update(bytes, 0, bytes.length / 2);
            md4.update(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
            assertThat(HexFormat.of().formatHex(md4.digest())).isEqualTo(sum);
        }
    }

    @Test
    void whatJcifsSignsWithComesFromWhereItDidBefore() throws NoSuchAlgorithmException {
        assertThat(Mac.getInstance("AESCMAC", provider).getMacLength()).isEqualTo(16);
        assertThatThrownBy(() -> MessageDigest.getInstance("NONE-SUCH", provider))
                .isInstanceOf(NoSuchAlgorithmException.class);
    }
}
