package org.alyxtransfer.smb.kerberos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** MIT Kerberos' key distribution centre on a free port of loopback, with a database in a folder of its own. */
final class Kdc implements AutoCloseable {
    static final String REALM = "SANDBOX.TEST";

    private static final List<String> PROGRAMS = List.of("krb5kdc", "kdb5_util", "kadmin.local");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path folder;
    private final Process process;

    private Kdc(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static boolean isInstalled() {
        return PROGRAMS.stream().allMatch(program -> Files.isExecutable(path(program)));
    }

    /** Blocks until it answers. */
    static Kdc start(Path folder) throws IOException {
        int port = freePort();
        Files.writeString(folder.resolve("krb5.conf"), clientConfiguration(port));
        Files.writeString(folder.resolve("kdc.conf"), serverConfiguration(folder, port));
        run(folder, "kdb5_util", "create", "-s", "-r", REALM, "-P", "master");
        Process process = builder(folder, "krb5kdc", "-n", "-r", REALM).start();
        Kdc kdc = new Kdc(folder, process);
        Awaitility.await().atMost(SOON).until(() -> answers(port));
        return kdc;
    }

    /** What Java and Samba are to read. */
    Path configuration() {
        return folder.resolve("krb5.conf");
    }

    /** A new principal with a random key, and the file that holds the key. */
    Path keytab(String principal) throws IOException {
        Path keytab = folder.resolve(principal.replace('/', '-') + ".keytab");
        run(folder, "kadmin.local", "-r", REALM, "-q", "addprinc -randkey " + principal);
        run(folder, "kadmin.local", "-r", REALM, "-q", "ktadd -k " + keytab + " " + principal);
        return keytab;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static String clientConfiguration(int port) {
        return """
                [libdefaults]
                 default_realm = %1$s
                 dns_lookup_kdc = false
                 dns_canonicalize_hostname = false
                 rdns = false
                 udp_preference_limit = 1
                [realms]
                 %1$s = {
                  kdc = 127.0.0.1:%2$d
                 }
                [domain_realm]
                 localhost = %1$s
                """.formatted(REALM, port);
    }

    /** A standalone smbd refuses tickets with an Active Directory's list of groups (PAC), which MIT adds by itself. */
    private static String serverConfiguration(Path folder, int port) {
        return """
                [kdcdefaults]
                 kdc_listen = 127.0.0.1:%2$d
                 kdc_tcp_listen = 127.0.0.1:%2$d
                [realms]
                 %1$s = {
                  disable_pac = true
                  database_name = %3$s/principal
                  key_stash_file = %3$s/stash
                 }
                [logging]
                 kdc = FILE:%3$s/kdc.log
                """.formatted(REALM, port, folder);
    }

    private static void run(Path folder, String... command) throws IOException {
        Process process = builder(folder, command).start();
        try {
            if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " failed: " + Files.readString(folder.resolve("out")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static ProcessBuilder builder(Path folder, String... command) {
        List<String> words = new ArrayList<>(Arrays.asList(command));
        words.set(0, path(command[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
        builder.environment().put("KRB5_CONFIG", folder.resolve("krb5.conf").toString());
        builder.environment().put("KRB5_KDC_PROFILE", folder.resolve("kdc.conf").toString());
        return builder;
    }

    private static Path path(String program) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin")
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(program));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try {
            new java.net.Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
