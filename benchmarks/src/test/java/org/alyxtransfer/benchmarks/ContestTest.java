package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
    private final StringWriter log = new StringWriter();
    private final List<Measurement> runs = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A client that is a line of shell, run in the folder that must hold the copy. */
    private record Script(String name, String line) implements Client {
        @Override
        public Optional<String> objection(Scenario scenario) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> settings(Scenario scenario) {
            return Map.of("command", line);
        }

        @Override
        public Command command(Task task) {
            return Command.of(
                    task.arrival(),
                    List.of("bash", "-c", line, "bash", task.source().root().toString()));
        }
    }

    @Test
    @Tag("samba")
    void smbclientAndRcloneUploadToARealShare() throws Exception {
        List<String> failures = play("small-unsigned", List.of(new SmbClient("smbclient", false), new Rclone()));

        assertThat(failures).isEmpty();
        assertThat(runs).extracting(Measurement::client).containsExactly("smbclient", "rclone", "rclone", "smbclient");
        assertThat(runs).extracting(Measurement::round).containsExactly(1, 1, 2, 2);
    }

    @Test
    @Tag("samba")
    void aClientThatLosesBytesIsNamedAndLeftOut() throws Exception {
        Client cuts = new Script("cuts", "cp -r $1/. . && for f in $(find . -type f); do truncate -s 5 $f; done");
        Client copies = new Script("copies", "cp -r $1/. .");

        List<String> failures = play("small-unsigned", List.of(cuts, copies));

        assertThat(failures).singleElement().asString().contains("cuts").contains("5 bytes instead of");
        assertThat(failed).singleElement().isEqualTo("cuts");
        assertThat(runs).extracting(Measurement::client).containsExactly("copies", "copies");
    }

    @Test
    @Tag("samba")
    void downloadersDownloadFromARealNginx() throws Exception {
        List<String> failures = play("download-small", List.of(new Curl(), new Aria2(), new Wget(), new Rclone()));

        assertThat(failures).isEmpty();
        assertThat(runs).hasSize(8).allMatch(run -> run.files() == 12);
    }

    @Test
    @Tag("samba")
    void otherLibrariesOfTheJvmUploadOverALineWithARoundTrip() throws Exception {
        Jvm jvm = Jvm.likeThisOne(Jvm.FLAGS);

        assertThat(play("small-signed~3ms", List.of(JavaLibrary.smbj(jvm), JavaLibrary.jcifs(jvm))))
                .isEmpty();
        assertThat(play("small-encrypted", List.of(JavaLibrary.smbj(jvm)))).isEmpty();

        assertThat(runs).hasSize(6).allSatisfy(run -> {
            assertThat(run.usage().insight().gc()).isNotNull();
            assertThat(run.usage().insight().fileMillis()).isNotNull();
        });
        assertThat(runs.stream().filter(run -> run.scenario().name().endsWith("~3ms")))
                .allSatisfy(run -> assertThat(run.seconds()).isGreaterThan(12 * 3 * 0.003));
    }

    @Test
    @Tag("samba")
    void rcloneReadsAShareToNowhere() throws Exception {
        assertThat(play("download-small-signed", List.of(new Rclone()))).isEmpty();
        assertThat(runs).hasSize(2);
    }

    @Test
    @Tag("samba")
    void oursUploadsAndDownloadsTheSameFiles() throws Exception {
        assertThat(play("small-unsigned", ours("ours", "ours-stream"))).isEmpty();
        assertThat(play("download-small", ours("ours", "ours-stream"))).isEmpty();
        assertThat(runs)
                .extracting(run -> run.scenario().name() + " " + run.client())
                .containsExactlyInAnyOrder(
                        "small-unsigned ours",
                        "small-unsigned ours",
                        "small-unsigned ours-stream",
                        "small-unsigned ours-stream",
                        "download-small ours",
                        "download-small ours");
    }

    @Test
    @Tag("samba")
    void aWarmJvmUploadsAndReadsAShareUnderEncryption() throws Exception {
        List<Client> warm = ours("ours-warm", "ours-warm-nohash");
        List<Client> both = Stream.concat(warm.stream(), Stream.of(new SmbClient("smbclient", false)))
                .toList();

        try {
            assertThat(play("small-encrypted", warm)).isEmpty();
            assertThat(play("download-small-encrypted", both)).isEmpty();
        } finally {
            warm.forEach(Client::close);
        }
        assertThat(runs).hasSize(10).allMatch(run -> run.usage().cpuSeconds() > 0);
    }

    private static List<Client> ours(String... names) {
        return Client.all(Jvm.likeThisOne(Jvm.FLAGS)).stream()
                .filter(client -> List.of(names).contains(client.name()))
                .toList();
    }

    private List<String> play(String name, List<Client> clients) throws Exception {
        Scenario scenario = Scenario.parse(name, Map.of("small", new FileSet("small", 12, 3000)));
        try (Workspace workspace = Workspace.create(folder)) {
            Path times = workspace.emptyFolder("times");
            var contest = new Contest(
                    workspace,
                    new TimedProcess(times, Duration.ofSeconds(60)),
                    clients,
                    2,
                    5,
                    new PrintWriter(log, true));
            contest.run(scenario, new Contest.Sink() {
                @Override
                public void accept(Measurement run) {
                    runs.add(run);
                }

                @Override
                public void failed(Contest.Failure failure) {
                    failed.add(failure.client());
                }
            });
            return contest.failures();
        } finally {
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
