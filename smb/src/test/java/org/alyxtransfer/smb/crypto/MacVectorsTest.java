package org.alyxtransfer.smb.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the RFCs and NIST print for single codes; whole messages are in {@link SignerTest}. */
class MacVectorsTest {

    private static final String RFC_4493_MESSAGE = "6bc1bee22e409f96e93d7e117393172a"
            + "ae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52ef"
            + "f69f2445df4f9b17ad2b417be66c3710";

    @ParameterizedTest
    @CsvSource({
        "0,  BB1D6929E95937287FA37D129B756746",
        "16, 070A16B46B4D4144F79BDD9DD04A287C",
        "40, DFA66747DE9AE63030CA32611497C827",
        "64, 51F0BEBF7E3B9D92FC49741779363CFE"
    })
    void cmacIsThatOfRfc4493(int bytes, String expected) throws GeneralSecurityException {
        for (Providers providers : Providers.values()) {
            MacEngine cmac = new CmacEngine(Hex.bytes("2b7e151628aed2a6abf7158809cf4f3c"), providers);
            byte[] slice = cmac.slice();

            for (int again = 0; again < 2; again++) {
                System.arraycopy(Hex.bytes(RFC_4493_MESSAGE), 0, slice, 0, bytes);
                cmac.start(slice);
                assertThat(Hex.text(cmac.finish(slice, bytes)))
                        .as("%s", providers)
                        .isEqualTo(expected);
            }
        }
    }

    /** Test case 1 of the GCM specification: nothing at all, under a key and a nonce of zeros. */
    @ParameterizedTest
    @EnumSource
    void gmacIsThatOfTheSpecification(Providers providers) throws GeneralSecurityException {
        assumeTrue(providers.isAvailable());
        for (MacEngine gmac :
                List.of(new GmacEngine(new byte[16], providers), new StreamedGmacEngine(new byte[16], providers))) {
            byte[] slice = gmac.slice();

            gmac.start(slice);

            assertThat(Hex.text(gmac.finish(slice, 0))).isEqualTo("58E2FCCEFA7E3061367F1D57A4E7455A");
        }
    }

    /** Test case 2 of RFC 4231. */
    @ParameterizedTest
    @EnumSource
    void hmacIsThatOfRfc4231(Providers providers) throws GeneralSecurityException {
        MacEngine hmac = new HmacEngine(Hex.bytes("4a656665"), providers);
        byte[] slice = hmac.slice();
        System.arraycopy(Hex.bytes("7768617420646f2079612077616e7420666f72206e6f7468696e673f"), 0, slice, 0, 28);

        hmac.start(slice);

        assertThat(Hex.text(hmac.finish(slice, 28))).isEqualTo("5BDCC146BF60754E6A042426089575C7");
    }
}
