package org.alyxtransfer.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://alyx.example.org", "http://alyx.example.org:8000", "http://192.168.1.9/x"})
    void passwordsInTheClearArePointedOut(String address) {
        assertThat(OpenAddress.finding("alyx", URI.create(address)))
                .hasValueSatisfying(finding -> assertThat(finding.what()).contains(address, "is not encrypted"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://alyx.example.org", "http://127.0.0.1:8000", "http://localhost/", "http://[::1]:80/"})
    void encryptedAndLocalAddressesAreFine(String address) {
        assertThat(OpenAddress.finding("alyx", URI.create(address))).isEmpty();
    }
}
