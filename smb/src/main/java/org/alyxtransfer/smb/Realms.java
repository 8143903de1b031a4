package org.alyxtransfer.smb;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where Java looks for Kerberos' realms, and what to do when one is not there. */
final class Realms {
    private static final String CONFIGURATION = "java.security.krb5.conf";

    private Realms() {}

    /**
     * Why no key distribution centre was found. Blocks for a moment.
     *
     * @param realm "" when nobody knows it
     */
    static String unknown(String realm) {
        String name = realm.isEmpty() ? "YOUR.REALM" : realm;
        return "no key distribution centre is known for " + (realm.isEmpty() ? "the realm" : "the realm " + realm)
                + ": neither " + configuration() + " nor DNS names one. Put 'default_realm = " + name
                + "' below [libdefaults] there and '" + name
                + " = { kdc = HOST }' below [realms], or name another file with"
                + " -D" + CONFIGURATION + "=FILE";
    }

    private static String configuration() {
        String named = System.getProperty(CONFIGURATION);
        if (named == null && System.getProperty("os.name").startsWith("Windows")) {
            return "krb5.ini in the folder of Windows";
        }
        Path file = Path.of(named == null ? "/etc/krb5.conf" : named);
        return Files.exists(file) ? file.toString() : file + ", which is not there,";
    }
}
