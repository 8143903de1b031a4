package org.alyxtransfer.sandbox.samba;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What kind of server to start. {@link #defaults()} is what a Debian machine would give: every dialect from 2.02,
 * signing and encryption on request, one writable share named {@code transfer} over a temporary folder.
 *
 * @param options further lines of smb.conf's global section, name to value; they win over what the sandbox writes
 */
public record SambaSettings(
        Signing signing,
        Encryption encryption,
        Dialect minDialect,
        Dialect maxDialect,
        List<ShareSettings> shares,
        Map<String, String> options) {
    /** The name of the share that {@link #defaults()} has. */
    public static final String DEFAULT_SHARE = "transfer";

    /** Refuses a server without shares, two shares of one name, and a dialect range without dialects. */
    public SambaSettings {
        shares = List.copyOf(shares);
        options = Map.copyOf(options);
        if (shares.isEmpty()) {
            throw new IllegalArgumentException("A server without a share is of no use");
        }
        var names = new HashSet<String>();
        for (ShareSettings share : shares) {
            if (!names.add(share.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Two shares are named " + share.name());
            }
        }
        if (minDialect.compareTo(maxDialect) > 0) {
            throw new IllegalArgumentException("No dialect is from " + minDialect + " to " + maxDialect);
        }
    }

    /** What a Debian machine would give, with one temporary share. */
    public static SambaSettings defaults() {
        return new SambaSettings(
                Signing.DEFAULT,
                Encryption.DEFAULT,
                Dialect.SMB2_02,
                Dialect.SMB3_11,
                List.of(ShareSettings.temporary(DEFAULT_SHARE)),
                Map.of());
    }

    /** The same with other signing. */
    public SambaSettings with(Signing other) {
        return new SambaSettings(other, encryption, minDialect, maxDialect, shares, options);
    }

    /** The same with other encryption. */
    public SambaSettings with(Encryption other) {
        return new SambaSettings(signing, other, minDialect, maxDialect, shares, options);
    }

    /** The same for these dialects only, both ends included. */
    public SambaSettings withDialects(Dialect min, Dialect max) {
        return new SambaSettings(signing, encryption, min, max, shares, options);
    }

    /** The same with these shares in place of the default one. */
    public SambaSettings withShares(ShareSettings... others) {
        return new SambaSettings(signing, encryption, minDialect, maxDialect, List.of(others), options);
    }

    /** The same with further global options of smb.conf. */
    public SambaSettings withOptions(Map<String, String> others) {
        return new SambaSettings(signing, encryption, minDialect, maxDialect, shares, others);
    }
}
