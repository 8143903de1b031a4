package org.alyxtransfer.sandbox.kerberos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * MIT Kerberos' key distribution centre on a free port of loopback, with a database in a folder of its own. Its realm has one
 * server, localhost, and gives forwardable tickets, as Debian's configuration does. Every method blocks.
 */
public final class Kdc implements AutoCloseable {
    /** The one realm. */
    public static final String REALM = "SANDBOX.TEST";

    /** What it takes on Debian. */
    public static final String NEEDS = "needs Debian's krb5-kdc and krb5-admin-server";

    private static final List<String> PROGRAMS = List.of("krb5kdc", "kdb5_util", "kadmin.local", "kinit");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;

    private final Path folder;
    private final Process process;

    private Kdc(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Whether one can be started on this machine. */
    public static boolean isInstalled() {
        return PROGRAMS.stream().allMatch(program -> Files.isExecutable(path(program)));
    }

    /** Starts one that keeps everything in that folder; returns when it answers. */
    public static Kdc start(Path folder) throws IOException {
        int port = freePort();
        Files.writeString(folder.resolve("krb5.conf"), clientConfiguration(port));
        Files.writeString(folder.resolve("kdc.conf"), serverConfiguration(folder, port));
        run(folder, "kdb5_util", "create", "-s", "-r", REALM, "-P", "master");
        Process process = builder(folder, "krb5kdc", "-n", "-r", REALM).start();
        try {
            awaitAnswer(port);
        } catch (IOException e) {
            process.destroy();
            throw e;
        }
        return new Kdc(folder, process);
    }

    /** What Java and Samba are to read, a krb5.conf. */
    public Path configuration() {
        return folder.resolve("krb5.conf");
    }

    /** A new principal with a random key, and the file that holds the key. */
    public Path keytab(String principal) throws IOException {
        Path keytab = folder.resolve(principal.replace('/', '-') + ".keytab");
        run(folder, "kadmin.local", "-r", REALM, "-q", "addprinc -randkey " + principal);
        run(folder, "kadmin.local", "-r", REALM, "-q", "ktadd -k " + keytab + " " + principal);
        return keytab;
    }

    /** Global lines of the smb.conf of a server that takes tickets for {@code cifs/localhost}. */
    public Map<String, String> sambaOptions() throws IOException {
        return Map.of(
                "realm",
                REALM,
                "kerberos method",
                "dedicated keytab",
                "dedicated keytab file",
                keytab("cifs/localhost").toString());
    }

    /** What {@code kinit} does for a user: puts a ticket into a cache, in place of those that are there. */
    public void kinit(Path cache, Path keytab, String principal, Duration life) throws IOException {
        run(
                folder,
                "kinit",
                "-f",
                "-l",
                life.toSeconds() + "s",
                "-c",
                "FILE:" + cache,
                "-k",
                "-t",
                keytab.toString(),
                principal + "@" + REALM);
    }

    /** Ends the centre; what it gave stays valid. */
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
                 forwardable = true
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

    private static void awaitAnswer(int port) throws IOException {
        long start = System.nanoTime();
        while (!answers(port)) {
            if (System.nanoTime() - start > SOON.toNanos()) {
                throw new IOException("krb5kdc does not answer on port " + port);
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    private static boolean answers(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
