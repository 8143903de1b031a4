package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The server's one user: an account of this machine, as smbd needs one, with a password that only the sandbox knows. */
record Account(String user, String password) {
    /** Whoever runs this JVM; an ordinary user's smbd can't act for anybody else. */
    static String currentUser() throws IOException {
        Program.Result id = Program.named("id").run(List.of("-un"), "");
        if (!id.succeeded()) {
            throw new IOException("Samba needs a user with a name in /etc/passwd to run as: " + id.output());
        }
        return id.output();
    }

    boolean isRoot() {
        return user.equals("root");
    }

    /** Enters it into the password database that a smb.conf names. */
    void addTo(Path conf) throws IOException {
        // over standard input: arguments are for everybody to see
        Program.Result added = Program.named("pdbedit")
                .run(
                        List.of("--configfile=" + conf, "--create", "--password-from-stdin", "--user=" + user),
                        password + "\n" + password + "\n");
        if (!added.succeeded()) {
            throw new IOException("pdbedit could not add the user " + user + ": " + added.output());
        }
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
