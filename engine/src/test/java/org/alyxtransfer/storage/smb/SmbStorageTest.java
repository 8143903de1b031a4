package org.alyxtransfer.storage.smb;

import static org.alyxtransfer.smb.message.Dialect.SMB_2_1;
import static org.alyxtransfer.smb.message.Dialect.SMB_3_0;
import static org.alyxtransfer.smb.message.Dialect.SMB_3_0_2;
import static org.alyxtransfer.smb.message.Dialect.SMB_3_1_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.alyxtransfer.sandbox.samba.Dialect;
import org.alyxtransfer.sandbox.samba.Encryption;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.Signing;
import org.alyxtransfer.smb.SessionFacts;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.crypto.Signer;
import org.alyxtransfer.smb.message.Algorithms;
import org.alyxtransfer.storage.MemoryBudget;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every fact about storages, on servers that demand and offer different things. */
class SmbStorageTest {
    private static SambaSettings sealing(String cipher) {
        return speaking(Dialect.SMB3_11)
                .with(Encryption.REQUIRED)
                .withOptions(Map.of("server smb3 encryption algorithms", cipher));
    }

    private static SambaSettings speaking(Dialect dialect) {
        return SambaSettings.defaults().withDialects(dialect, dialect);
    }

    @Nested
    class AsItComes extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, Signer.AES_GMAC, 0);
        }
    }

    @Nested
    class Unsigned extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, -1, 0);
        }

        @Override
        SmbOptions options(SmbOptions server) {
            return server.with(SmbOptions.Signing.OFF);
        }
    }

    @Nested
    class SigningRequired extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, Signer.AES_CMAC, 0);
        }

        @Override
        SambaSettings server() {
            return SambaSettings.defaults()
                    .with(Signing.REQUIRED)
                    .withOptions(Map.of("server smb3 signing algorithms", "AES-128-CMAC"));
        }

        @Override
        SmbOptions options(SmbOptions server) {
            return server.with(SmbOptions.Signing.IF_REQUIRED);
        }
    }

    @Nested
    class SealedWithGcm128 extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, -1, Algorithms.AES_128_GCM);
        }

        @Override
        SambaSettings server() {
            return sealing("AES-128-GCM");
        }
    }

    @Nested
    class SealedWithGcm256 extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, -1, Algorithms.AES_256_GCM);
        }

        @Override
        SambaSettings server() {
            return sealing("AES-256-GCM");
        }
    }

    @Nested
    class SealedWithCcm extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, -1, Algorithms.AES_128_CCM);
        }

        @Override
        SambaSettings server() {
            return sealing("AES-128-CCM");
        }
    }

    @Nested
    class Speaking21 extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_2_1, Signer.HMAC_SHA256, 0);
        }

        @Override
        SambaSettings server() {
            return speaking(Dialect.SMB2_10);
        }
    }

    @Nested
    class Speaking30 extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_0, Signer.AES_CMAC, 0);
        }

        @Override
        SambaSettings server() {
            return speaking(Dialect.SMB3_00);
        }
    }

    @Nested
    class Speaking302 extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_0_2, Signer.AES_CMAC, 0);
        }

        @Override
        SambaSettings server() {
            return speaking(Dialect.SMB3_02);
        }
    }

    @Nested
    class TakingSmallPiecesOnly extends SmbStorageContract {
        @Override
        Spoken spoken() {
            return new Spoken(SMB_3_1_1, Signer.AES_GMAC, 0);
        }

        @Override
        SambaSettings server() {
            return SambaSettings.defaults()
                    .withOptions(
                            Map.of("smb2 max read", "65536", "smb2 max write", "65536", "smb2 max trans", "65536"));
        }

        @Test
        void noPieceIsLarger() {
            SessionFacts facts = Objects.requireNonNull(
                    storage("transfer", new MemoryBudget(1 << 20)).facts().block(Duration.ofSeconds(30)));

            assertThat(facts.largestRead()).isEqualTo(64 << 10);
            assertThat(facts.largestWrite()).isEqualTo(64 << 10);
        }
    }
}
