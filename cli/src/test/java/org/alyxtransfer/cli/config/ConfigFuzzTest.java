package org.alyxtransfer.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.alyxtransfer.sandbox.hostile.HostileNames;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles spoiled at random: settings, or an error that names the file; and the password is never shown. */
@Tag("fuzz")
class ConfigFuzzTest {
    private static final String SECRET = "swordfish-4711";
    private static final String PROFILE = """
            alyx:
              url: https://alyx.example.org
              user: anna
              password: %s
              requests-per-minute: 550
            storage:
              url: smb://nas.example.org/data/lab/Subjects
              user: anna
              password-file: /home/anna/.secrets/nas
            transfer:
              memory-bytes: 134_217_728
              verify: auto
            """.formatted(SECRET);
    private static final String[] ODD = {
        "\n",
        "  ",
        "\t",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!java.net.URL ",
        "<<: *a",
        "|",
        ">",
        "'",
        "\"",
        "%YAML 9.9\n",
        "---\n",
        "...\n",
        "\0",
        "\u0085",
        "\ufeff",
        "\ud800",
        "#",
        "? ",
        "null",
        "~",
        "1e999",
        "0x",
        "é",
        "alyx:\n",
        "{".repeat(3_000),
        "[".repeat(3_000),
        "a: &b [".repeat(200),
        "x".repeat(70_000),
        "- ".repeat(2_000)
    };

    @TempDir
    Path folder;

    @Test
    void anyProfileIsReadOrRefused() throws IOException {
        Path file = folder.resolve("lab.yaml");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AtomicInteger read = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();

        long most = Fuzz.each("profiles", Fuzz.cases(20_000) / 10, (random, number) -> {
            Files.write(file, spoiled(random));
            try {
                Settings settings = Settings.load(new ProfileChoice("lab", file, true), Map.of(), Map.of());
                assertThat(settings.shown())
                        .filteredOn(shown -> shown.key().equals("alyx.password"))
                        .allMatch(shown ->
                                shown.value().isEmpty() || shown.value().equals("********"));
                read.incrementAndGet();
            } catch (TransferException known) {
                assertThat(known.kind()).isEqualTo(Kind.INVALID);
                assertThat(known.getMessage()).contains(file.toString());
                refused.incrementAndGet();
            }
        });

        assertThat(read).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        assertThat(most).isLessThan(64 << 20);
    }

    @Test
    void anEndlessProfileIsRefused() {
        Path endless = Path.of("/dev/zero");
        long most = Fuzz.each("endless profile", 1, (random, number) -> {
            try {
                Settings.load(new ProfileChoice("lab", endless, true), Map.of(), Map.of());
                throw new AssertionError("was taken");
            } catch (TransferException known) {
                assertThat(known).hasMessageContaining("larger than");
            }
        });

        assertThat(most).isLessThan(64 << 20);
    }

    private static byte[] spoiled(Random random) {
        StringBuilder text = new StringBuilder(PROFILE);
        for (int spoils = random.nextInt(5); spoils > 0; spoils--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(6)) {
                case 0 -> text.setLength(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x10000));
                case 2 -> text.insert(at, HostileNames.path(random));
                case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                default -> text.insert(at, ODD[random.nextInt(ODD.length)]);
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
