package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientTest {
    @TempDir
    private Path folder;

    private SourceTree source = new SourceTree(Path.of(""), List.of());

    static Stream<Client> uploaders() {
        return all().filter(client -> client.takes(Samples.MEDIUM));
    }

    static Stream<Client> all() {
        return Client.all(new Jvm(Path.of("/opt/java"), "engine.jar:cli.jar", Jvm.FLAGS, Optional.empty())).stream();
    }

    @BeforeEach
    void makeFiles() throws IOException {
        source = SourceTree.create(folder.resolve("source"), new FileSet("medium", 2, 10), 3);
    }

    @ParameterizedTest
    @MethodSource("uploaders")
    void noPasswordIsOnACommandLine(Client client) throws IOException {
        Command command = client.command(upload());

        assertThat(command.toString()).doesNotContain("s3cret");
        assertThat(command.arguments()).noneMatch(argument -> argument.contains("s3cret"));
    }

    @ParameterizedTest
    @MethodSource("uploaders")
    void nobodyElseMayReadAFileWithAPassword(Client client) throws IOException {
        Task.Upload task = upload();
        client.command(task);

        try (Stream<Path> files = Files.list(task.scratch())) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith("list")).toList()) {
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            }
        }
    }

    @Test
    void oursRunsWithAHeapOf256MebibytesAndSaysSo() throws IOException {
        Client ours = all().findFirst().orElseThrow();

        assertThat(ours.command(upload()).arguments()).contains("-Xmx256m");
        assertThat(ours.settings(Samples.MEDIUM))
                .hasEntrySatisfying("jvm", jvm -> assertThat(jvm).contains("-Xmx256m"));
    }

    @Test
    void webDownloadsAreMeasuredFreshAndWarmWithEveryNumberOfFilesAtOnce() {
        var download = new Scenario(Scenario.Direction.DOWNLOAD, new FileSet("small", 9, 10), Protection.UNSIGNED);

        assertThat(all().filter(client -> client.takes(download)).map(Client::name))
                .contains("ours", "ours-warm", "ours-warm@1", "ours-warm@32")
                .doesNotContain("ours-stream", "ours-stream@8", "ours-jcifs", "ours-warm-uuid", "ours-warm-nohash");
    }

    @Test
    void curlRunsInParallelForManyFilesOnly() {
        var one = new Scenario(Scenario.Direction.DOWNLOAD, new FileSet("large", 1, 10), Protection.UNSIGNED);
        var many = new Scenario(Scenario.Direction.DOWNLOAD, new FileSet("small", 9, 10), Protection.UNSIGNED);

        assertThat(new Curl().settings(one)).isEqualTo(Map.of("command", "curl "));
        assertThat(new Curl().settings(many).get("command")).contains("--parallel");
    }

    @Test
    void peersTooAreMeasuredWithEveryNumberOfFilesAtOnce() {
        var many = new Scenario(Scenario.Direction.DOWNLOAD, new FileSet("small", 9, 10), Protection.UNSIGNED);

        assertThat(all().filter(client -> client.name().endsWith("@32") && client.onRequest())
                        .collect(Collectors.toMap(
                                Client::name, client -> client.settings(many).getOrDefault("command", ""))))
                .contains(
                        Map.entry("rclone@32", "rclone copy --transfers=32 --checkers=32"),
                        Map.entry("curl@32", "curl --parallel --parallel-max 32"),
                        Map.entry("aria2c@32", "aria2c -j32 -x1"));
        assertThat(new Rclone().settings(many)).containsEntry("command", "rclone copy --transfers=8 --checkers=8");
        assertThat(new Aria2().settings(many)).containsEntry("command", "aria2c -j16 -x1");
    }

    @Test
    void downloadersAreGivenEveryUrlWithItsPlace() throws IOException {
        var task =
                new Task.Download(source, URI.create("http://127.0.0.1:8080/"), emptied("arrival"), emptied("scratch"));
        new Aria2().command(task);

        String first = source.entries().get(0).path();
        assertThat(task.scratch().resolve("aria2.list"))
                .content()
                .contains("http://127.0.0.1:8080/" + first + "\n  out=" + first + "\n")
                .contains(source.entries().get(1).path());
    }

    private Task.Upload upload() throws IOException {
        return new Task.Upload(
                source,
                new Share("127.0.0.1", 4450, "bench", "nobody", "s3cret", Protection.SIGNED, folder),
                emptied("scratch"));
    }

    private Path emptied(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
