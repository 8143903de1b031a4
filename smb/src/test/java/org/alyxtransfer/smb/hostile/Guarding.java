package org.alyxtransfer.smb.hostile;

import java.util.List;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbOptions.Encryption;
import org.alyxtransfer.smb.SmbOptions.Signing;
import org.alyxtransfer.smb.message.Algorithms;
import org.alyxtransfer.smb.message.Dialect;

/** How the client guards itself. */
enum Guarding {
    NOT(false, 4) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base.with(Signing.OFF);
        }
    },
    NOT_AT_2_1(false, 4) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base.with(Signing.OFF).withDialects(Dialect.SMB_2_1, Dialect.SMB_2_1);
        }
    },
    GMAC(true, 4) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base;
        }
    },
    CMAC_AT_3_0_2(true, 5) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base.withDialects(Dialect.SMB_2_1, Dialect.SMB_3_0_2);
        }
    },
    HMAC_AT_2_1(true, 4) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base.withDialects(Dialect.SMB_2_1, Dialect.SMB_2_1);
        }
    },
    GCM(true, 4) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base.with(Encryption.REQUIRED);
        }
    },
    CCM_AT_3_0(true, 5) {
        @Override
        SmbOptions on(SmbOptions base) {
            return base.with(Encryption.REQUIRED)
                    .withCiphers(List.of(Algorithms.AES_128_CCM))
                    .withDialects(Dialect.SMB_3_0, Dialect.SMB_3_0);
        }
    };

    private final boolean guards;
    private final int answers;

    Guarding(boolean guards, int answers) {
        this.guards = guards;
        this.answers = answers;
    }

    /** How many frames an honest server answers with until there is a share. */
    int answers() {
        return answers;
    }

    /** How many of these there are behind the login. */
    int answersToKeys() {
        return answers - 3;
    }

    /** Whether nobody can change what the server says unnoticed. */
    boolean guards() {
        return guards;
    }

    abstract SmbOptions on(SmbOptions base);
}
