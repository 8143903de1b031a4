package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.kerberos.Kdc;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The command line with tickets in place of a password, on a real smbd and key distribution centre. */
@Tag("slow")
@Tag("kerberos")
class KerberosLoginTest {
    private static final String CONFIGURATION = "java.security.krb5.conf";
    private static final String SESSION = "COGP-003/2022-01-11/001";
    private static final String SHARE = "open";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(10);

    @TempDir
    static Path home;

    private static RunningSandbox sandbox;
    private static Path subjects;
    private static Kdc kdc;
    private static Map<String, String> withKeys;
    private static SambaServer samba;
    private static Path keys;
    private static Path cache;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Kdc.isInstalled(), Kdc.NEEDS);
        kdc = Kdc.start(Files.createDirectories(home.resolve("kdc")));
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        subjects = Path.of(sandbox.access().storageFolder());
        withKeys = kdc.sambaOptions();
        samba = Samba.start(SambaSettings.defaults()
                .withShares(ShareSettings.of(SHARE, subjects))
                .withOptions(withKeys));
        keys = kdc.keytab(samba.user());
        cache = home.resolve("krb5cc");
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(
                profile,
                sandbox.access().profile().replaceFirst("(?s)(storage:\\n  url: [^\\n]*\\n).*?(\\nhttp:)", "$1$2"));
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterAll
    static void stop() throws IOException {
        System.clearProperty(CONFIGURATION);
        if (samba != null) {
            samba.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        if (kdc != null) {
            kdc.close();
        }
    }

    @BeforeEach
    void logOn() throws IOException {
        System.setProperty(CONFIGURATION, kdc.configuration().toString());
        kdc.kinit(cache, keys, samba.user(), DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"if-required", "required"})
    void uploadsNeedNoPassword(String encryption) throws IOException {
        Path original = home.resolve("rig-" + encryption + "/" + SESSION + "/alf/" + encryption + "/spikes.times.npy");
        Files.createDirectories(original.getParent());
        Files.writeString(original, "spikes");

        CommandRun upload = run(
                "upload",
                home.resolve("rig-" + encryption).toString(),
                "--create-sessions",
                "--set",
                "smb.encryption=" + encryption);

        assertThat(upload.exit()).isZero();
        try (Stream<Path> files = Files.list(subjects.resolve(SESSION + "/alf/" + encryption))) {
            assertThat(files).singleElement().satisfies(file -> assertThat(file).hasContent("spikes"));
        }
    }

    @Test
    void doctorSaysWhoseTicketsWereUsedAndHowLongTheyLast() {
        CommandRun doctor = run("doctor");

        assertThat(doctor.out())
                .contains(
                        "lets the user in with Kerberos tickets",
                        "tickets of " + samba.user() + "@" + Kdc.REALM + ", until 2",
                        "SMB 3.1.1, signed",
                        "writing and renaming work");
    }

    @Test
    void aTicketThatEndsSoonIsPointedOut() throws IOException {
        kdc.kinit(cache, keys, samba.user(), Duration.ofMinutes(10));

        assertThat(run("doctor").out()).contains("NOTE  share     tickets of", "Run 'kinit' before a long run.");
    }

    @Test
    void noTicketsEndWithTheAdviceToGetSome() throws IOException {
        Files.delete(cache);

        CommandRun doctor = run("doctor");

        assertThat(doctor.exit()).isEqualTo(5);
        assertThat(doctor.out()).contains("there is no ticket cache " + cache, "run 'kinit'");
    }

    @Test
    void aCacheThatJavaCannotReadIsRefusedWithAWayOut() {
        CommandRun upload = run("upload", home.toString(), "--set", "storage.ticket-cache=KCM:");

        assertThat(upload.exit()).isEqualTo(2);
        assertThat(upload.err()).contains("Java reads tickets from files only, not from KCM:", "KRB5CCNAME=FILE:");
    }

    @Test
    void aHostThatTheCentreDoesNotKnowIsNamed() {
        CommandRun doctor = run("doctor", "--set", "storage.url=smb://127.0.0.1:" + samba.port() + "/" + SHARE);

        assertThat(doctor.exit()).isEqualTo(5);
        assertThat(doctor.out()).contains("knows no service cifs/127.0.0.1", "as storage.url names it");
    }

    @Test
    void aCentreThatIsAwayIsUnreachable() throws IOException {
        String away = Files.readString(kdc.configuration()).replaceAll("kdc = .*", "kdc = 127.0.0.1:1");
        System.setProperty(
                CONFIGURATION,
                Files.writeString(home.resolve("away.conf"), away).toString());

        CommandRun doctor = run("doctor");

        assertThat(doctor.exit()).isEqualTo(6);
        assertThat(doctor.out()).contains("the key distribution centre could not be reached");
    }

    @Test
    void aRealmThatNoFileKnowsIsAMatterOfTheSettings() throws IOException {
        Path bare = Files.writeString(home.resolve("bare.conf"), "[libdefaults]\n  dns_lookup_kdc = false\n");
        System.setProperty(CONFIGURATION, bare.toString());

        CommandRun doctor = run("doctor");

        assertThat(doctor.exit()).isEqualTo(2);
        assertThat(doctor.out()).contains("for the realm " + Kdc.REALM, "neither " + bare + " nor DNS", "kdc = HOST");
    }

    @Test
    void aCentreThatSwallowsWhatItIsAskedIsUnreachable() throws IOException {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String swallows = Files.readString(kdc.configuration())
                    .replaceAll("kdc = .*", "kdc = 127.0.0.1:" + deaf.getLocalPort())
                    .replace("[libdefaults]", "[libdefaults]\n  udp_preference_limit = 4096");
            System.setProperty(
                    CONFIGURATION,
                    Files.writeString(home.resolve("deaf.conf"), swallows).toString());

            CommandRun doctor = run("doctor", "--set", "smb.timeout-seconds=2");

            assertThat(doctor.exit()).isEqualTo(6);
            assertThat(doctor.out()).contains("the key distribution centre does not answer");
        }
    }

    @Test
    void aServerWithAnotherKeyRefusesTheTicket() throws IOException {
        Map<String, String> options = new HashMap<>(withKeys);
        options.put("dedicated keytab file", keys.toString());
        try (SambaServer other = Samba.start(SambaSettings.defaults().withOptions(options))) {
            CommandRun doctor = run("doctor", "--set", "storage.url=smb://localhost:" + other.port() + "/transfer");

            assertThat(doctor.exit()).isEqualTo(5);
            assertThat(doctor.out()).contains("the server refused the ticket (", "and the clocks");
        }
    }

    @Test
    void aServerThatTakesNoTicketsIsGivenNothingElse() throws IOException {
        try (SambaServer other = Samba.start(SambaSettings.defaults())) {
            CommandRun doctor = run("doctor", "--set", "storage.url=smb://localhost:" + other.port() + "/transfer");

            assertThat(doctor.exit()).isEqualTo(5);
            assertThat(doctor.out()).contains("Server does not support kerberos");
        }
    }

    @Test
    void aRunThatOutlivesATicketGoesOnWithTheNextOne() throws IOException {
        kdc.kinit(cache, keys, samba.user(), Duration.ofSeconds(4));
        Instant end = Instant.now().plusSeconds(5);
        Map<String, String> flags = Map.of("storage.url", url(), "storage.login", "kerberos");
        ProfileChoice none = new ProfileChoice("none", home.resolve("none.yaml"), false);
        try (Connections open = new Connections(Settings.load(none, flags, Map.of("KRB5CCNAME", "FILE:" + cache)))) {
            Storage share = open.storage();
            put(share, "with-the-first.npy");
            Awaitility.await().atMost(SOON).until(() -> Instant.now().isAfter(end));
            samba.restart(); // so that a new connection is needed
            assertThatThrownBy(() -> put(open.patientStorage(), "without.npy"))
                    .isInstanceOfSatisfying(
                            TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION))
                    .hasMessageContaining("expired");

            kdc.kinit(cache, keys, samba.user(), DAY);
            put(open.patientStorage(), "with-the-next.npy");

            assertThat(subjects.resolve("with-the-first.npy")).hasSize(10);
            assertThat(subjects.resolve("with-the-next.npy")).hasSize(10);
        }
    }

    private static CommandRun run(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(1, List.of("--set", "storage.url=" + url(), "--set", "storage.login=kerberos"));
        return Desk.at(home).with("KRB5CCNAME", "FILE:" + cache).run(words.toArray(String[]::new));
    }

    private static String url() {
        return "smb://localhost:" + samba.port() + "/" + SHARE;
    }

    private static void put(Storage share, String name) {
        FilePath staging = FilePath.of(".at-0123456789abcdef0123.part");
        share.putSmall(new StagingTarget(staging, 10, Instant.EPOCH), Mono::just)
                .flatMap(staged -> share.publish(staged, FilePath.of(name), OnExisting.REPLACE))
                .block(SOON);
    }
}
