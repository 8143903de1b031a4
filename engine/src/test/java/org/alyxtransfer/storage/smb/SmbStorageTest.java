package org.alyxtransfer.storage.smb;

import java.util.Map;
import org.alyxtransfer.sandbox.samba.Dialect;
import org.alyxtransfer.sandbox.samba.Encryption;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.Signing;
import org.alyxtransfer.smb.SmbOptions;
import org.junit.jupiter.api.Nested;

/** Every fact about storages, on servers that demand and offer different things. */
class SmbStorageTest {
    private static SambaSettings sealing(String cipher) {
        return SambaSettings.defaults()
                .with(Encryption.REQUIRED)
                .withOptions(Map.of("server smb3 encryption algorithms", cipher));
    }

    private static SambaSettings speaking(Dialect dialect) {
        return SambaSettings.defaults().withDialects(dialect, dialect);
    }

    @Nested
    class AsItComes extends SmbStorageContract {}

    @Nested
    class Unsigned extends SmbStorageContract {
        @Override
        SmbOptions options(SmbOptions server) {
            return server.with(SmbOptions.Signing.OFF);
        }
    }

    @Nested
    class SigningRequired extends SmbStorageContract {
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
        SambaSettings server() {
            return sealing("AES-128-GCM");
        }
    }

    @Nested
    class SealedWithGcm256 extends SmbStorageContract {
        @Override
        SambaSettings server() {
            return sealing("AES-256-GCM");
        }
    }

    @Nested
    class SealedWithCcm extends SmbStorageContract {
        @Override
        SambaSettings server() {
            return sealing("AES-128-CCM");
        }
    }

    @Nested
    class Speaking21 extends SmbStorageContract {
        @Override
        SambaSettings server() {
            return speaking(Dialect.SMB2_10);
        }
    }

    @Nested
    class Speaking30 extends SmbStorageContract {
        @Override
        SambaSettings server() {
            return speaking(Dialect.SMB3_00);
        }
    }

    @Nested
    class Speaking302 extends SmbStorageContract {
        @Override
        SambaSettings server() {
            return speaking(Dialect.SMB3_02);
        }
    }

    @Nested
    class TakingSmallPiecesOnly extends SmbStorageContract {
        @Override
        SambaSettings server() {
            return SambaSettings.defaults()
                    .withOptions(
                            Map.of("smb2 max read", "65536", "smb2 max write", "65536", "smb2 max trans", "65536"));
        }
    }
}
