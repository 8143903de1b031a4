package org.alyxtransfer.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.Security;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class NativeCiphersTest {
    private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

    @AfterEach
    void asBefore() {
        Security.removeProvider(CORRETTO);
    }

    @Test
    void tlsAndDigestsUseTheNativeOnesThen() throws Exception {
        NativeCiphers.prefer();

        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo(CORRETTO);
        assertThat(MessageDigest.getInstance("SHA-256").getProvider().getName()).isEqualTo(CORRETTO);
    }

    @Test
    void nothingChangesWhereTheLauncherDidNotAskForIt() {
        assertThat(NativeCiphers.preferWhereAsked()).isFalse();
        assertThat(Security.getProvider(CORRETTO)).isNull();
    }
}
