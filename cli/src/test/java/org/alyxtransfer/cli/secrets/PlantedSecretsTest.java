package org.alyxtransfer.cli.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets are planted everywhere a user may keep them, and looked for everywhere others could find them. */
@Tag("samba")
class PlantedSecretsTest {
    private static final String WRONG = "b5f1d0-wrong-but-secret";
    private static final Pattern FAILED_LOOK = Pattern.compile("look_failures_total\\{[^}]*} [1-9]");

    @TempDir
    Path home;

    @TempDir
    Path vault;

    private RunningSandbox sandbox;
    private SandboxAccess access;
    private Plants plants;

    @BeforeEach
    void start() throws IOException {
        sandbox = RunningSandbox.start(null);
        access = sandbox.access();
        plants = new Plants()
                .plant("Alyx password", access.alyxUser(), access.alyxPassword())
                .plant("Alyx token", access.alyxUser(), sandbox.alyx().token(access.alyxUser()))
                .plant("share password", access.storageUser(), access.storagePassword())
                .plant("file server password", access.httpUser(), access.httpPassword())
                .plant("wrong password", access.storageUser(), WRONG);
        SessionGenerator.generate(GenerateSettings.small(
                home.resolve("rig"), access.lab(), List.of("COGP-003"), LocalDate.of(2022, 1, 11), 7));
    }

    @AfterEach
    void end() throws IOException {
        sandbox.close();
    }

    @Test
    void noSecretShowsUpInArgumentsJournalsLogsReportsOrFiles() throws IOException, InterruptedException {
        try (ArgumentWatch watch = ArgumentWatch.start()) {
            profile("", "", "");
            ChildRun fromEnvironment =
                    ChildRun.of(home, access.environment(), "upload", "rig", "--create-sessions", "-v");
            profile(file("alyx", access.alyxPassword()), file("share", access.storagePassword()), http());
            ChildRun fromFiles =
                    ChildRun.of(home, Map.of(), "download", "--subject", "COGP-003", "--into", "back", "-vv");
            profile(command("alyx", access.alyxPassword()), command("share", WRONG), "");
            addAFile();
            ChildRun fromCommands = ChildRun.of(home, Map.of(), "upload", "rig", "-vv", "--json");

            assertThat(fromEnvironment.exit()).isZero();
            assertThat(fromFiles.exit()).isZero();
            assertThat(fromCommands.exit()).isEqualTo(5);
            assertThat(watch.seen())
                    .anyMatch(line -> line.contains("org.alyxtransfer.cli.Main download --subject COGP-003"))
                    .noneMatch(line -> !plants.in(line).isEmpty());
        }
        assertThat(arguments("alyx")).contains("alyx-secret").satisfies(text -> assertThat(plants.in(text))
                .isEmpty());
        assertThat(arguments("share")).contains("share-secret");

        Desk desk = Desk.at(home);
        StringBuilder told =
                new StringBuilder(desk.run("jobs", "list", "--json").said());
        for (String job : jobs()) {
            told.append(desk.run("jobs", "show", job).said());
            told.append(desk.run("jobs", "report", job, "--json").said());
        }
        String reports = told.toString();
        assertThat(reports).contains("COGP-003", "\"state\":\"open\"");
        assertThat(plants.in(reports)).isEmpty();
        assertThat(Plants.files(home)).anyMatch(file -> isJournalWith(file, "smb://"));
        assertThat(plants.below(home)).isEmpty();
        assertThat(plants.below(Path.of(access.storageFolder()))).isEmpty();
    }

    @Test
    void failuresAndFindingsNameNoSecret() throws IOException {
        profile("", "", "");
        Desk desk = Desk.at(home);
        Desk right = desk.with("ALYX_PASSWORD", access.alyxPassword())
                .with("SMB_PASSWORD", access.storagePassword())
                .with("HTTP_PASSWORD", access.httpPassword());
        StringBuilder said = new StringBuilder();
        for (CommandRun run : List.of(
                desk.with("ALYX_PASSWORD", WRONG).run("session", "list", "-vv"),
                desk.with("ALYX_TOKEN", WRONG).run("session", "list", "-vv", "--json"),
                right.with("SMB_PASSWORD", WRONG).run("doctor", "-vv"),
                right.with("HTTP_PASSWORD", WRONG).run("doctor", "--json"),
                right.with("SMB_PASSWORD", WRONG).run("upload", "rig", "-vv", "--set", "smb.client=jcifs"),
                right.run("config", "show", "--origin", "--json"),
                right.run("upload", "rig", "--dry-run", "-vv"),
                right.run("datasets", "--session", "COGP-003/2022-01-11/009", "-vv"))) {
            said.append(run.said());
        }

        assertThat(said).contains("ALYX_PASSWORD", "********");
        assertThat(plants.in(said.toString())).isEmpty();
        assertThat(plants.below(home)).isEmpty();
    }

    /** Also while a source refuses the password, which is what a source's health tells of. */
    @Test
    void healthAndMetricsOfTheWatcherNameNoSecret() throws Exception {
        profile("", "", "");
        Files.writeString(home.resolve("rules.yaml"), """
                rule: planted
                trigger:
                  share: {files: [x.flag], stable-polls: 1}
                action:
                  command: [echo]
                reports:
                  webhooks: [{kind: json, url: 'http://127.0.0.1:1/', secret: 'env:CI_SECRET'}]
                """);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Desk desk = Desk.at(home)
                .with("ALYX_PASSWORD", access.alyxPassword())
                .with("SMB_PASSWORD", WRONG)
                .with("HTTP_PASSWORD", access.httpPassword())
                .with("CI_SECRET", WRONG)
                .with("ALYX_TRANSFER_WATCH_POLL_SECONDS", "1")
                .with("ALYX_TRANSFER_WATCH_PORT", Integer.toString(port));
        Interruption stop = new Interruption();
        CompletableFuture<CommandRun> watching =
                CompletableFuture.supplyAsync(() -> desk.run(stop, "watch", "rules.yaml", "-vv"));
        StringBuilder shown = new StringBuilder();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> FAILED_LOOK
                    .matcher(page(port, "metrics"))
                    .find());
            shown.append(page(port, "metrics")).append(page(port, "health"));
        } finally {
            stop.ask();
        }
        shown.append(watching.get().said());

        assertThat(shown)
                .contains(
                        "alyx_transfer_watch_up ",
                        "alyx_transfer_files_at_once{direction=\"upload\"} 0",
                        "\"sources\"",
                        "Answers at http://127.0.0.1:" + port);
        assertThat(plants.in(shown.toString())).isEmpty();
        assertThat(plants.below(home)).isEmpty();
    }

    @Test
    void addressesWithPasswordsInThemAreRefusedWithoutRepeatingThem() throws IOException {
        Desk desk = Desk.at(home);
        String web = "http://anna:" + WRONG + "@127.0.0.1:1/";
        String share = "smb://anna:" + WRONG + "@127.0.0.1/data";
        profile("", "", "");

        for (CommandRun run : List.of(
                desk.run("session", "list", "--set", "alyx.url=" + web),
                desk.run("download", "--subject", "x", "--into", "back", "--set", "http.url=" + web),
                desk.with("ALYX_TRANSFER_STORAGE_URL", share).run("upload", "rig", "-vv", "--json"),
                desk.run("setup", "--no-check", "--storage-url", share))) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("user or password");
            assertThat(plants.in(run.said())).isEmpty();
        }
        assertThat(plants.below(home)).isEmpty();
    }

    @Test
    void secretsThatOthersMayReadAreRefused() throws IOException {
        Path secret = vault.resolve("open-secret");
        Files.writeString(secret, access.alyxPassword());
        profile("  password-file: " + secret + "\n", "", "");
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-")) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));

            CommandRun run = Desk.at(home).run("session", "list");

            assertThat(run.exit()).as(mode).isEqualTo(2);
            assertThat(run.err()).contains("chmod 600 '" + secret + "'");
        }
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(Desk.at(home).run("session", "list").exit()).isEqualTo(9);
    }

    private static String page(int port, String name) throws IOException {
        URLConnection connection = new URL("http://127.0.0.1:" + port + "/" + name).openConnection();
        connection.setReadTimeout(5_000);
        InputStream bytes = connection instanceof HttpURLConnection http && http.getResponseCode() >= 400
                ? http.getErrorStream()
                : connection.getInputStream();
        try (bytes) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void profile(String alyx, String storage, String http) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml"),
                "alyx:\n  url: " + access.alyxUrl() + "\n  user: " + access.alyxUser() + "\n  repository: "
                        + access.repository() + "\n" + alyx + "storage:\n  url: " + access.storageUrl() + "\n  user: "
                        + access.storageUser() + "\n" + storage + "http:\n  url: " + access.httpUrl() + "\n  user: "
                        + access.httpUser() + "\n" + http);
    }

    private String http() throws IOException {
        return file("http", access.httpPassword());
    }

    private String file(String name, String secret) throws IOException {
        return "  password-file: " + hidden(name, secret) + "\n";
    }

    /** A command that notes how it was called before it tells the secret. */
    private String command(String name, String secret) throws IOException {
        Path script = home.resolve(name + "-secret");
        Files.writeString(
                script,
                "#!/bin/sh\ntr '\\0' ' ' </proc/$$/cmdline >'" + home.resolve(name + "-arguments") + "'\ncat '"
                        + hidden(name, secret) + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return "  password-command: " + script + "\n";
    }

    private String arguments(String name) throws IOException {
        return Files.readString(home.resolve(name + "-arguments"));
    }

    private Path hidden(String name, String secret) throws IOException {
        Path file = Files.writeString(vault.resolve(name), secret + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void addAFile() throws IOException {
        Path session = Plants.files(home.resolve("rig")).stream()
                .filter(file -> file.toString().contains("COGP-003/2022-01-11/001"))
                .findFirst()
                .orElseThrow();
        Files.writeString(session.resolveSibling("_ibl_wheel.position.npy"), "new");
    }

    private List<String> jobs() {
        return Desk.at(home).run("jobs", "list", "--json").objects("job").stream()
                .map(job -> job.path("job").asText())
                .toList();
    }

    private static boolean isJournalWith(Path file, String text) {
        try {
            return file.getFileName().toString().contains(".db")
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
