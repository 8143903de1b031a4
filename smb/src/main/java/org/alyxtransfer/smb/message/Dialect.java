package org.alyxtransfer.smb.message;

/** The versions of the protocol that this client speaks (2.2.3, dialects), oldest first. */
public enum Dialect {
    SMB_2_1(0x0210),
    SMB_3_0(0x0300),
    SMB_3_0_2(0x0302),
    SMB_3_1_1(0x0311);

    private final int code;

    Dialect(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean isAtLeast(Dialect other) {
        return compareTo(other) >= 0;
    }

    /** Fails with {@link MalformedMessageException} for a dialect that was never offered. */
    public static Dialect of(int code) {
        for (Dialect dialect : values()) {
            if (dialect.code == code) {
                return dialect;
            }
        }
        throw new MalformedMessageException(
                "NEGOTIATE response",
                "dialect",
                switch (code) {
                    case 0x0202 -> "is 0x0202: SMB 2.0.2, too old for this client";
                    case 0x02FF -> "is 0x02FF: any SMB 2, an answer to SMB 1 only";
                    default -> "is 0x" + Integer.toHexString(code) + ", one that this client doesn't know";
                });
    }
}
