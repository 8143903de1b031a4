package org.alyxtransfer.sandbox.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts about servers that run; the client is Samba's own. */
@Tag("samba")
class SambaTest {
    private static final String SHARE = SambaSettings.DEFAULT_SHARE;

    @TempDir
    Path local;

    @BeforeAll
    static void sambaIsHere() {
        assumeTrue(Samba.isInstalled(), () -> "SKIPPED: " + Samba.availability().message());
    }

    @Test
    void whatIsPutComesBack() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Path original = Files.write(local.resolve("original"), bytes);

        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            Program.Result result =
                    Smbclient.of(samba).run(SHARE, "put " + original + " there; get there " + local.resolve("back"));

            assertThat(result.succeeded()).as(result.output()).isTrue();
            assertThat(samba.folder(SHARE).resolve("there")).hasBinaryContent(bytes);
            assertThat(local.resolve("back")).hasBinaryContent(bytes);
            assertThat(samba.uri(SHARE)).hasToString("smb://127.0.0.1:" + samba.port() + "/transfer");
        }
    }

    @Test
    void wrongPasswordIsRefused() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            Program.Result result = Smbclient.of(samba).withPassword("wrong").run(SHARE, "ls");

            assertThat(result.output()).contains("NT_STATUS_LOGON_FAILURE");
        }
    }

    @Test
    void itSaysNoPassword() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            assertThat(samba.toString()).doesNotContain(samba.password());
            assertThat(new Account("a", "secret").toString()).doesNotContain("secret");
        }
    }

    @Test
    void severalSharesServeAtOnceAndGivenFoldersStay() throws IOException {
        Path mine = Files.createDirectory(local.resolve("50%u \"mine\"; ü"));
        SambaSettings settings = SambaSettings.defaults()
                .withShares(
                        ShareSettings.of("mine", mine),
                        ShareSettings.temporary("theirs"),
                        ShareSettings.of("look", mine).asReadOnly());
        Path theirs;

        try (SambaServer samba = Samba.start(settings)) {
            assertThat(samba.shares()).containsExactly("mine", "theirs", "look");
            assertThat(Smbclient.of(samba).run("mine", "mkdir a").succeeded()).isTrue();
            assertThat(Smbclient.of(samba).run("theirs", "mkdir b").succeeded()).isTrue();
            assertThat(Smbclient.of(samba).run("look", "ls a").succeeded()).isTrue();
            assertThat(Smbclient.of(samba).run("look", "mkdir c").output()).contains("NT_STATUS_ACCESS_DENIED");
            theirs = samba.folder("theirs");
            assertThat(theirs.resolve("b")).isDirectory();
        }

        assertThat(mine.resolve("a")).isDirectory();
        assertThat(mine.resolve("c")).doesNotExist();
        assertThat(theirs).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Signing.class)
    void signingIsRequiredWhenAskedForOnly(Signing signing) throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults().with(signing))) {
            NegotiateProbe.Answer answer =
                    NegotiateProbe.ask(samba.host(), samba.port()).orElseThrow();

            assertThat(answer.status()).isZero();
            assertThat(answer.dialect()).isEqualTo(0x0302);
            assertThat(answer.requiresSigning()).isEqualTo(signing == Signing.REQUIRED);
            assertThat(Smbclient.of(samba).run(SHARE, "ls").succeeded()).isTrue();
            assertThat(Smbclient.of(samba, "--client-protection=sign")
                            .run(SHARE, "ls")
                            .succeeded())
                    .isTrue();
        }
    }

    @Test
    void requiredEncryptionRefusesAClientThatCannot() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults().with(Encryption.REQUIRED))) {
            assertThat(Smbclient.of(samba).run(SHARE, "mkdir sealed").succeeded())
                    .isTrue();

            Program.Result plain =
                    Smbclient.of(samba, "--option=client max protocol=SMB2_10").run(SHARE, "mkdir plain");

            assertThat(plain.succeeded()).isFalse();
            assertThat(plain.output()).contains("NT_STATUS_ACCESS_DENIED");
            assertThat(samba.folder(SHARE).resolve("plain")).doesNotExist();
        }
    }

    @Test
    void encryptionSwitchedOffRefusesAClientThatInsists() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults().with(Encryption.OFF))) {
            assertThat(Smbclient.of(samba, "--client-protection=encrypt")
                            .run(SHARE, "ls")
                            .succeeded())
                    .isFalse();
            assertThat(Smbclient.of(samba).run(SHARE, "ls").succeeded()).isTrue();
        }
    }

    @Test
    void onlyTheDialectsInItsRangeAreSpoken() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults().withDialects(Dialect.SMB3_11, Dialect.SMB3_11))) {
            assertThat(Smbclient.of(samba).run(SHARE, "ls").succeeded()).isTrue();
            assertThat(Smbclient.of(samba, "--max-protocol=SMB3_02")
                            .run(SHARE, "ls")
                            .succeeded())
                    .isFalse();
        }
        try (SambaServer samba = Samba.start(SambaSettings.defaults().withDialects(Dialect.SMB2_02, Dialect.SMB2_10))) {
            assertThat(Smbclient.of(samba).run(SHARE, "ls").succeeded()).isTrue();
            assertThat(Smbclient.of(samba, "--option=client min protocol=SMB3_00")
                            .run(SHARE, "ls")
                            .succeeded())
                    .isFalse();
        }
    }

    @Test
    void aSmallTmpfsRunsFullAndIsUnmounted() throws IOException {
        assumeTrue(Account.currentUser().equals("root"), "SKIPPED: only root may mount a tmpfs");
        Path big = Files.write(local.resolve("big"), new byte[5 << 20]);
        Path folder;

        try (SambaServer samba = Samba.start(SambaSettings.defaults().withShares(ShareSettings.tmpfs("small", 4)))) {
            folder = samba.folder("small");
            assertThat(mounts()).anyMatch(line -> line.contains(folder.toString()));

            Program.Result result = Smbclient.of(samba).run("small", "put " + big + " big");

            assertThat(result.output()).contains("NT_STATUS_DISK_FULL");
        }

        assertThat(mounts()).noneMatch(line -> line.contains(folder.toString()));
        assertThat(folder).doesNotExist();
    }

    @Test
    void closingLeavesNoProcessNoFolderNoPort() throws IOException {
        SambaServer samba = Samba.start(SambaSettings.defaults());
        long leader = samba.processes().get(0);
        Path state = samba.configuration().getParent();
        try (var client = new Socket(samba.host(), samba.port())) {
            assertThat(client.isConnected()).isTrue();
            await().untilAsserted(() -> assertThat(samba.connections()).isEqualTo(1));
            // the leader, its notifyd and cleanupd, and one for the client
            assertThat(samba.processes()).hasSizeGreaterThanOrEqualTo(4);

            samba.close();
        }

        assertThat(group(leader)).isEmpty();
        assertThat(state).doesNotExist();
        assertThat(FreePort.isFree(samba.port())).isTrue();
        samba.close(); // harmless when repeated
        assertThatThrownBy(samba::restart).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKilledServerComesBackOnItsPortWithItsFiles() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            assertThat(Smbclient.of(samba).run(SHARE, "mkdir kept").succeeded()).isTrue();

            samba.kill();

            assertThat(samba.processes()).isEmpty();
            assertThat(Smbclient.of(samba).run(SHARE, "ls").output()).contains("NT_STATUS_CONNECTION_REFUSED");

            samba.restart();

            assertThat(Smbclient.of(samba).run(SHARE, "ls kept").succeeded()).isTrue();
        }
    }

    @Test
    void aSuspendedServerAnswersNothingUntilItIsResumed() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            samba.suspend();
            try (var client = new Socket()) {
                client.connect(new InetSocketAddress(samba.host(), samba.port())); // by the kernel
                assertThat(client.isConnected()).isTrue();
                assertThat(samba.processes()).isNotEmpty().allMatch(pid -> state(pid) == 'T');
            }

            samba.resume();

            assertThat(Smbclient.of(samba).run(SHARE, "ls").succeeded()).isTrue();
        }
    }

    @Test
    void aSuspendedServerCanBeClosed() throws IOException {
        SambaServer samba = Samba.start(SambaSettings.defaults());
        long leader = samba.processes().get(0);
        samba.suspend();

        samba.close();

        assertThat(group(leader)).isEmpty();
    }

    @Test
    void anInterruptedThreadStillCleansUp() throws IOException {
        SambaServer samba = Samba.start(SambaSettings.defaults());
        long leader = samba.processes().get(0);
        Path state = samba.configuration().getParent();
        Thread.currentThread().interrupt();

        samba.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(group(leader)).isEmpty();
        assertThat(state).doesNotExist();
    }

    @Test
    void anInterruptedStartLeavesNothing() throws IOException {
        Path mine = Files.createDirectory(local.resolve("mine"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Samba.start(SambaSettings.defaults().withShares(ShareSettings.of("mine", mine))))
                .isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(foldersSharing(mine)).isEmpty();
    }

    @Test
    void sessionsConnectionsAndOpenFilesAreCounted() throws Exception {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            assertThat(samba.sessions()).isZero();
            assertThat(samba.openFiles()).isZero();
            Files.writeString(samba.folder(SHARE).resolve("held"), "x");

            Process client = holdOpen(samba, "held");
            try (var input = client.getOutputStream()) {
                await().untilAsserted(() -> assertThat(samba.openFiles()).isEqualTo(1));
                assertThat(samba.sessions()).isEqualTo(1);
                assertThat(samba.connections()).isEqualTo(1);
            } finally {
                client.destroyForcibly().waitFor();
            }

            await().untilAsserted(() -> assertThat(samba.sessions()).isZero());
            await().untilAsserted(() -> assertThat(samba.connections()).isZero());
        }
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (var address : Collections.list(card.getInetAddresses())) {
                    if (!address.getHostAddress().equals(SambaServer.HOST)) {
                        assertThatThrownBy(() -> new Socket(address, samba.port()).close())
                                .as(address.toString())
                                .isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Test
    void aServerThatCannotStartSaysWhyAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> Samba.start(
                        SambaSettings.defaults().withOptions(Map.of("lock directory", "/dev/null/nowhere"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("pdbedit could not add the user")
                .hasMessageContaining("passdb.tdb"); // its words differ between root and others

        assertThat(foldersMentioning("/dev/null/nowhere")).isEmpty();
    }

    @Test
    void aMissingShareFolderIsNamed() {
        assertThatThrownBy(() -> Samba.start(
                        SambaSettings.defaults().withShares(ShareSettings.of("gone", local.resolve("gone")))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone");
    }

    private Process holdOpen(SambaServer samba, String name) throws IOException {
        Path login = Files.writeString(
                local.resolve("login"), "username=" + samba.user() + "\npassword=" + samba.password() + "\n");
        Process client = new ProcessBuilder(Program.named("smbclient")
                        .command(List.of(
                                "//" + samba.host() + "/" + SHARE,
                                "--port=" + samba.port(),
                                "--authentication-file=" + login,
                                "--configfile=/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(local.resolve("client.out").toFile())
                .start();
        client.getOutputStream().write(("open " + name + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        return client;
    }

    private static List<Long> group(long leader) throws IOException {
        Path program = Program.named("smbd").path().toRealPath();
        return new SmbdProcesses(leader, program).alive();
    }

    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return '?';
        }
    }

    private static List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/mounts"));
    }

    private static List<Path> foldersMentioning(String text) throws IOException {
        try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.map(entry -> entry.resolve("smb.conf"))
                    .filter(Files::isReadable)
                    .filter(conf -> contentOf(conf.toFile()).contains(text))
                    .toList();
        }
    }

    private static List<Path> foldersSharing(Path folder) throws IOException {
        try (var entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return entries.map(entry -> entry.resolve("shares").resolve("mine"))
                    .filter(Files::isSymbolicLink)
                    .filter(link -> leadsTo(folder, link))
                    .toList();
        }
    }

    private static boolean leadsTo(Path folder, Path link) {
        try {
            return Files.isSameFile(folder, link);
        } catch (IOException e) {
            return false; // another test's, gone meanwhile
        }
    }
}
