package org.alyxtransfer.sandbox.samba;

import java.io.IOException;

/** A program that starts a server, says where it is, and keeps it until its standard input ends. */
final class OtherJvm {
    private OtherJvm() {}

    /** Prints port, user, password, folder of the share and of the state, and the leading process, a line each. */
    public static void main(String[] arguments) throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            System.out.println(samba.port());
            System.out.println(samba.user());
            System.out.println(samba.password());
            System.out.println(samba.folder(SambaSettings.DEFAULT_SHARE));
            System.out.println(samba.configuration().getParent());
            System.out.println(samba.processes().get(0));
            System.in.transferTo(System.err);
        }
    }
}
