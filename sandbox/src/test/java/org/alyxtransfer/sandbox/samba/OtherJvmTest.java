package org.alyxtransfer.sandbox.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Facts about servers that another JVM starts: as an ordinary user, and dying in various ways. */
@Tag("samba")
class OtherJvmTest {
    private Path programs = Path.of("");

    @BeforeEach
    void copyPrograms() throws Exception {
        assumeTrue(Samba.isInstalled(), () -> "SKIPPED: " + Samba.availability().message());
        programs = Files.createTempDirectory("other-jvm-");
        Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path source : classPath()) { // an ordinary user can't read root's home, where Maven keeps its jars
            copy(source, programs.resolve(source.getFileName()));
        }
    }

    @AfterEach
    void deletePrograms() throws IOException {
        delete(programs);
    }

    @Test
    void anOrdinaryUserCanStartUseAndStopAServer() throws Exception {
        assumeTrue(Account.currentUser().equals("root"), "SKIPPED: not root; then SambaTest itself is the proof");

        try (Other other = start(List.of("runuser", "-u", "nobody", "--"))) {
            assertThat(other.line(1)).isEqualTo("nobody");
            Program.Result result = other.smbclient("mkdir made; ls");
            assertThat(result.succeeded()).as(result.output()).isTrue();
            assertThat(Files.getOwner(Path.of(other.line(3), "made")).getName()).isEqualTo("nobody");

            other.process.getOutputStream().close();

            assertThat(other.process.waitFor()).isZero();
            other.assertNothingLeft();
            assertThat(Path.of(other.line(4))).doesNotExist();
        }
    }

    @Test
    void aTerminatedJvmCleansUp() throws Exception {
        try (Other other = start(List.of())) {
            other.process.destroy(); // TERM: exit hooks run
            other.process.waitFor();

            other.assertNothingLeft();
            assertThat(Path.of(other.line(4))).doesNotExist();
        }
    }

    @Test
    void aServerEndsWithItsKilledJvm() throws Exception {
        try (Other other = start(List.of())) {
            other.process.destroyForcibly().waitFor();

            await().untilAsserted(other::assertNothingLeft);
            delete(Path.of(other.line(4))); // which nobody was left to do
        }
    }

    private Other start(List<String> as) throws IOException {
        var command = new ArrayList<>(as);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, jars()), OtherJvm.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new ArrayList<String>();
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        for (int i = 0; i < 6; i++) {
            lines.add(String.valueOf(reader.readLine()));
        }
        return new Other(process, lines);
    }

    private List<String> jars() throws IOException {
        try (var entries = Files.list(programs)) {
            return entries.map(Path::toString).toList();
        }
    }

    private static Set<Path> classPath() throws URISyntaxException {
        var paths = new LinkedHashSet<Path>();
        for (Class<?> type : List.of(
                Samba.class, OtherJvm.class, JsonMapper.class, JsonParser.class, JsonProperty.class, Logger.class)) {
            paths.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return paths;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var paths = Files.walk(source)) {
            for (Path path : paths.toList()) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** That JVM, and what it said. */
    private record Other(Process process, List<String> lines) implements AutoCloseable {
        String line(int number) {
            return lines.get(number);
        }

        Program.Result smbclient(String commands) throws IOException {
            Path login = Files.writeString(
                    Files.createTempFile("other-jvm-", ".login"),
                    "username=" + line(1) + "\npassword=" + line(2) + "\n");
            try {
                return Program.named("smbclient")
                        .run(
                                List.of(
                                        "//127.0.0.1/" + SambaSettings.DEFAULT_SHARE,
                                        "--port=" + line(0),
                                        "--authentication-file=" + login,
                                        "--configfile=/dev/null",
                                        "--command=" + commands),
                                "");
            } finally {
                Files.delete(login);
            }
        }

        void assertNothingLeft() throws IOException {
            Path program = Program.named("smbd").path().toRealPath();
            assertThat(new SmbdProcesses(Long.parseLong(line(5)), program).alive())
                    .isEmpty();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
