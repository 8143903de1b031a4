package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Commands that read the share heed the limit: what would take minutes by it is still under way when interrupted. */
class BandwidthTest {
    private static final Duration LONG_ENOUGH_WITHOUT_A_LIMIT = Duration.ofSeconds(4);
    private static final String FILE = "COGP-003/2022-01-11/001/alf/spikes.times.npy";

    @TempDir
    Path home;

    private final AlyxServer alyx =
            Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults()).block());
    private Desk desk;

    @BeforeEach
    void store() throws IOException {
        for (String place : new String[] {"share", "rig"}) {
            Path file = home.resolve(place).resolve(FILE);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[4 << 20]);
        }
        desk = Desk.at(home)
                .with("ALYX_PASSWORD", "alyx-user-pass-1")
                .with("ALYX_TRANSFER_ALYX_URL", alyx.baseUrl())
                .with("ALYX_TRANSFER_ALYX_USER", "alyx_user")
                .with("ALYX_TRANSFER_ALYX_REPOSITORY", "local_smb")
                .with("ALYX_TRANSFER_STORAGE_NAMING", "plain")
                .with("ALYX_TRANSFER_STORAGE_URL", home.resolve("share").toUri().toString());
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");
    }

    @AfterEach
    void stop() {
        alyx.stop().block();
    }

    @Test
    void registerReadsNoFasterThanItIsTold() {
        CommandRun register = interrupted("register", "COGP-003/2022-01-11/001", "--bwlimit", "4K");

        assertThat(register.exit()).isEqualTo(130);
    }

    @Test
    void reconcileReadsNoFasterThanItIsTold() {
        CommandRun reconcile =
                interrupted("reconcile", "rig", "--digest", "--set", "transfer.bandwidth-bytes-per-second=4096");

        assertThat(reconcile.exit()).isEqualTo(130);
    }

    private CommandRun interrupted(String... words) {
        Interruption interruption = new Interruption();
        Mono.delay(LONG_ENOUGH_WITHOUT_A_LIMIT).subscribe(over -> interruption.ask());
        return desk.run(interruption, words);
    }
}
