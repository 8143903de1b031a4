package org.alyxtransfer.smb.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The exchange that Microsoft published in "SMB 3.1.1 Pre-authentication integrity in Windows 10". */
class PreauthHashTest {

    private static final List<String> AFTER_EACH = List.of(
            "DD94EFC5321BB618A2E208BA8920D2F422992526947A409B5037DE1E0FE8C736"
                    + "2B8C47122594CDE0CE26AA9DFC8BCDBDE0621957672623351A7540F1E54A0426",
            "324BFA92A4F3A190E466EBEA08D9C110DC88BFED758D9846ECC6F541CC1D02AE"
                    + "3C94A79F36011E997E13F841B91B50957AD07B19C8E2539C0B23FDAE09D2C513",
            "AC0B0F2B9986257700365E416D142A6EDC96DF03594A19E52A15F6BD0D041CD5"
                    + "D432F8ED42C55E33197A50C9EC00F1462B50C592211B1471A04B56088FDFD5F9",
            "2729E3440DFDDD839E37193F6E8F20C20CEFB3469E453A70CD980EEC06B88357"
                    + "40A73760085633364C8989895ECE81BF102DEEB14D4B7D48AFA76901A7A38387",
            "0DD13628CC3ED218EF9DF9772D436D0887AB9814BFAE63A80AA845F36909DB79"
                    + "28622DDDAD522D9751640A459762C5A9D6BB084CBB3CE6BDADEF5D5BCE3C6C01");

    @Test
    void startsAsZeros() {
        assertThat(PreauthHash.start().value()).hasSize(64).containsOnly(0);
    }

    @Test
    void isThePublishedOneAfterEachMessage() throws IOException {
        PreauthHash hash = PreauthHash.start();
        List<String> messages = messages();
        for (int i = 0; i < messages.size(); i++) {
            hash = hash.with(Hex.buffer(messages.get(i)));
            assertThat(Hex.text(hash.value())).as("after message %d", i).isEqualTo(AFTER_EACH.get(i));
        }
    }

    @Test
    void leadsToThePublishedSigningKey() throws IOException {
        PreauthHash hash = PreauthHash.start();
        for (String message : messages()) {
            hash = hash.with(Hex.buffer(message));
        }

        SessionKeys keys = SessionKeys.derive(0x0311, Hex.bytes("270E1BA896585EEB7AF3472D3B4C75A7"), hash.value(), 0);

        assertThat(Hex.text(keys.signing())).isEqualTo("73FE7A9A77BEF0BDE49C650D8CCB5F76");
    }

    @Test
    void neitherMovesTheBufferNorChangesTheChainBefore() {
        PreauthHash before = PreauthHash.start().with(ByteBuffer.wrap(new byte[] {1}));
        byte[] valueBefore = before.value();
        ByteBuffer direct = ByteBuffer.allocateDirect(100).position(10).limit(90);

        PreauthHash after = before.with(direct);
        after.value()[0] ^= 1;

        assertThat(direct.position()).isEqualTo(10);
        assertThat(direct.limit()).isEqualTo(90);
        assertThat(before.value()).isEqualTo(valueBefore);
        assertThat(after.value()).isEqualTo(before.with(ByteBuffer.allocate(80)).value());
    }

    private static List<String> messages() throws IOException {
        try (InputStream in = Objects.requireNonNull(PreauthHashTest.class.getResourceAsStream("preauth-3.1.1.hex"))) {
            return new String(in.readAllBytes(), US_ASCII).lines().toList();
        }
    }
}
