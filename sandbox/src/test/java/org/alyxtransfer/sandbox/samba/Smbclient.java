package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Samba's own client: what it can do with a server, another client can. */
record Smbclient(SambaServer server, String password, List<String> options) {
    static Smbclient of(SambaServer server, String... options) {
        return new Smbclient(server, server.password(), List.of(options));
    }

    Smbclient withPassword(String other) {
        return new Smbclient(server, other, options);
    }

    /** Runs its commands, separated by semicolons. */
    Program.Result run(String share, String commands) throws IOException {
        Path login = Files.createTempFile("alyx-transfer-", ".login"); // mode 0600
        try {
            Files.writeString(login, "username=" + server.user() + "\npassword=" + password + "\n");
            var arguments = new ArrayList<String>();
            arguments.add("//" + server.host() + "/" + share);
            arguments.addAll(List.of("--port=" + server.port(), "--authentication-file=" + login));
            arguments.addAll(List.of("--configfile=/dev/null", "--command=" + commands));
            arguments.addAll(options);
            return Program.named("smbclient").run(arguments, "");
        } finally {
            Files.delete(login);
        }
    }
}
