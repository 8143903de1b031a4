package org.alyxtransfer.storage.jcifs;

import java.util.Arrays;
import java.util.Optional;
import jcifs.DialectVersion;

/** A version of the SMB protocol; SMB 1 is not offered. */
public enum Dialect {
    SMB_2_0_2(DialectVersion.SMB202),
    SMB_2_1(DialectVersion.SMB210),
    SMB_3_0(DialectVersion.SMB300),
    SMB_3_0_2(DialectVersion.SMB302),
    SMB_3_1_1(DialectVersion.SMB311);

    private final DialectVersion version;

    Dialect(DialectVersion version) {
        this.version = version;
    }

    DialectVersion version() {
        return version;
    }

    static Optional<Dialect> of(DialectVersion version) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.version == version)
                .findFirst();
    }

    /** As the documents call it, {@code 3.1.1}. */
    @Override
    public String toString() {
        return name().substring("SMB_".length()).replace('_', '.');
    }
}
