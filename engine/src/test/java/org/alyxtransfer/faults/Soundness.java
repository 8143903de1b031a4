package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.sandbox.alyx.AlyxState.Dataset;

/** What holds after any job, however it ended, and that another one ends what is left. */
final class Soundness {
    private final FaultLab lab;

    Soundness(FaultLab lab) {
        this.lab = lab;
    }

    /** Whole files under final names, one row a file, no row with another hash than its file's. */
    void holds(Run run) throws IOException {
        Map<String, Path> visible = visible(lab.shared());
        visible.forEach((name, file) -> assertThat(file).hasSameBinaryContentAs(original(name)));
        Set<String> rows = new HashSet<>();
        for (Dataset row : lab.alyxServer.state().datasets()) {
            String name = name(row);
            assertThat(rows.add(name)).as("one row for %s", name).isTrue();
            assertThat(row.hash()).as("hash of %s", name).isEqualTo(md5(original(name)));
        }
        run.outcomes().forEach((name, outcome) -> {
            if (outcome instanceof Outcome.Done) {
                assertThat(visible).containsKey(name);
                assertThat(rows).contains(name);
            }
        });
    }

    /** What was downloaded is what was recorded, and nothing else has a name of its own. */
    void holdsHere(Run run) throws IOException {
        Map<String, Path> here = visible(lab.downloads().resolve("demolab/Subjects"));
        here.forEach((name, file) -> assertThat(file).hasSameBinaryContentAs(original(name)));
        run.outcomes().forEach((name, outcome) -> {
            if (outcome instanceof Outcome.Done) {
                assertThat(here).containsKey(name);
            }
        });
    }

    /** Over a good network, the same job ends all; then it finds nothing to do and leaves nothing behind. */
    void isEndedByAnotherUpload() throws IOException {
        lab.behave();
        Run ending = lab.upload();
        long posted = lab.alyxServer.state().requests("POST /register-file");
        Run idle = lab.upload();

        assertThat(ending.failures()).isEmpty();
        holds(ending);
        assertThat(visible(lab.shared()).keySet()).isEqualTo(lab.originals.keySet());
        assertThat(idle.outcomes().values()).containsOnly(new Outcome.Skipped(Reason.SAME));
        assertThat(lab.alyxServer.state().requests("POST /register-file")).isEqualTo(posted);
        assertThat(hidden(lab.shared())).isEmpty();
    }

    void isEndedByAnotherDownload() throws IOException {
        lab.behave();
        Run ending = lab.download();

        assertThat(ending.failures()).isEmpty();
        holdsHere(ending);
        assertThat(visible(lab.downloads().resolve("demolab/Subjects")).keySet())
                .isEqualTo(lab.originals.keySet());
        assertThat(hidden(lab.downloads())).isEmpty();
    }

    private Path original(String name) {
        assertThat(lab.originals).containsKey(name);
        return lab.originals.get(name);
    }

    private String name(Dataset row) {
        String session = lab.alyxServer.state().sessions().stream()
                .filter(one -> one.id().equals(row.session()))
                .map(one -> "%s/%s/%03d".formatted(one.subject(), one.date(), one.number()))
                .findFirst()
                .orElseThrow();
        return session + "/" + row.collection() + "/" + row.name();
    }

    /** By the name on the rig: without the dataset's id. */
    static Map<String, Path> visible(Path root) throws IOException {
        Map<String, Path> visible = new TreeMap<>();
        for (Path file : files(root)) {
            String name = root.relativize(file).toString();
            if (!file.getFileName().toString().startsWith(".")) {
                String plain = name.replaceAll("\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\\.)", "");
                assertThat(visible.put(plain, file))
                        .as("one file for %s", plain)
                        .isNull();
            }
        }
        return visible;
    }

    static boolean sameBytes(Path one, Path other) {
        try {
            return Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> hidden(Path root) throws IOException {
        return files(root).stream()
                .filter(file -> file.getFileName().toString().startsWith("."))
                .toList();
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String md5(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
