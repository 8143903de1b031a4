package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.alyxtransfer.sandbox.alyx.Misbehaviour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code register} does when it loses its lease on the session's folder of a real share. */
@Tag("samba")
class RegisterLeaseTest extends SandboxDesk {
    private static final String QUESTION_UNDER_THE_LEASE = "GET /datasets";
    private static final Duration LONGER_THAN_A_LEASE_COUNTS_UNASKED = Duration.ofSeconds(6);

    private Path folder;

    @BeforeEach
    void createSession() throws IOException {
        folder = Path.of(access.storageFolder()).resolve(SESSION);
        Files.createDirectories(folder.resolve("alf"));
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuid", "plain"})
    void nothingIsRegisteredOnceTheLeaseIsLostAndTheSameCommandGoesOn(String naming) throws Exception {
        Path table = Files.writeString(folder.resolve("alf/_ibl_trials.table.pqt"), "table");
        String[] register = {"--set", "storage.naming=" + naming, "register", SESSION};
        Misbehaviour alyx = sandbox.alyx().misbehave();
        alyx.failNext(2, QUESTION_UNDER_THE_LEASE, Failure.THROTTLED); // repeated after a second each
        CompletableFuture<CommandRun> running = CompletableFuture.supplyAsync(() -> desk.run(register));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sandbox.alyx().state().requests().containsKey(QUESTION_UNDER_THE_LEASE));

        Files.delete(folder.resolve(".alyx-transfer-lease"));
        alyx.latency(LONGER_THAN_A_LEASE_COUNTS_UNASKED);
        CommandRun first = running.get();
        alyx.behave();

        assertThat(first.exit()).isEqualTo(6);
        assertThat(first.out() + first.err()).contains("lease on the session is lost", "run the same command again");
        assertThat(sandbox.alyx().state().datasetCount()).isZero();
        assertThat(table).hasContent("table");

        CommandRun second = desk.run(register);

        assertThat(second.exit()).isZero();
        assertThat(sandbox.alyx().state().datasetCount()).isEqualTo(1);
    }
}
