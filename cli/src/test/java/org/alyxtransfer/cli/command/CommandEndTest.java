package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What commands end with that could not do all of it. */
@Tag("samba")
class CommandEndTest extends SandboxDesk {
    @Test
    void wrongPasswordEndsWith5() {
        CommandRun alyx = desk.with("ALYX_PASSWORD", "wrong").run("session", "list");
        CommandRun share = desk.with("SMB_PASSWORD", "wrong").run("doctor", "--json");

        assertThat(alyx.exit()).isEqualTo(5);
        assertThat(alyx.err()).contains("ALYX_PASSWORD").doesNotContain("wrong");
        assertThat(share.exit()).isEqualTo(5);
        assertThat(share.objects("finding"))
                .anyMatch(finding -> finding.path("kind").asText().equals("AUTHENTICATION"));
    }

    @Test
    void expiredTokenEndsWith5() throws IOException {
        Path profile = home.resolve("token.yaml");
        Files.writeString(profile, "alyx:\n  url: " + access.alyxUrl() + "\n  user: " + access.alyxUser() + "\n");

        CommandRun run = desk.with("ALYX_TOKEN", "0123456789012345678901234567890123456789")
                .run("session", "list", "--config", profile.toString());

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("token").doesNotContain("0123456789");
    }

    @Test
    void unknownSubjectProjectAndRepositoryEndWith2AndAreNamed() throws IOException {
        generate();

        CommandRun subject = desk.run("session", "create", "--subject", "NOBODY", "--date", "2022-01-11");
        CommandRun project =
                desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11", "--project", "nothing");
        CommandRun repository = desk.run("upload", "rig", "--repository", "nowhere");

        assertThat(subject.exit()).isEqualTo(2);
        assertThat(subject.err()).contains("NOBODY");
        assertThat(project.exit()).isEqualTo(2);
        assertThat(project.err()).contains("nothing");
        assertThat(repository.exit()).isEqualTo(2);
        assertThat(repository.err()).contains("nowhere");
    }

    @Test
    void uploadToASessionThatAlyxLacksEndsWith3() throws IOException {
        generate();

        CommandRun run = desk.run("upload", "rig");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains(SESSION, "--create-sessions");
        assertThat(files(Path.of(access.storageFolder()))).isEmpty();
    }

    @Test
    void folderThatIsNoSessionEndsWith3AndOneThatIsNotThereWith2() throws IOException {
        Files.createDirectories(home.resolve("empty"));

        assertThat(desk.run("upload", "empty").exit()).isEqualTo(3);
        assertThat(desk.run("upload", "missing").exit()).isEqualTo(2);
    }

    @Test
    void oneBadFileDoesNotStopTheOthers() throws IOException {
        GeneratedSession made = generate();
        Files.writeString(made.folder().resolve("alf/früh gemessen.npy"), "x");
        Files.writeString(made.folder().resolve("alf/nonsense.thing.xyz"), "x");

        CommandRun run = desk.run("upload", "rig", "--create-sessions", "--json");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.objects("summary").get(0).path("failed").asInt()).isEqualTo(2);
        assertThat(run.objects("summary").get(0).path("done").asInt())
                .isEqualTo(made.files().size());
    }

    @Test
    void anotherContentUnderARegisteredNameEndsWith7() throws IOException {
        GeneratedSession made = generate();
        desk.run("upload", "rig", "--create-sessions");
        Path table = made.folder().resolve(made.files().get(0).path());
        Files.write(table, new byte[] {1, 2, 3});

        CommandRun run = desk.run("upload", "rig");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains(made.files().get(0).path());
    }

    @Test
    void serversThatAreGoneEndWith6() throws IOException {
        generate();
        sandbox.close();

        CommandRun list = desk.run("session", "list", "--set", "alyx.timeout-seconds=2");

        assertThat(list.exit()).isEqualTo(6);
        assertThat(list.err()).contains("run the same command again");
    }

    @Test
    void whatMatchesNothingEndsWith9() throws IOException {
        generate();
        desk.run("upload", "rig", "--create-sessions");

        assertThat(desk.run("session", "list", "--subject", "COGP-003", "--to", "2001-01-01")
                        .exit())
                .isEqualTo(9);
        assertThat(desk.run("datasets", "--session", SESSION, "--dataset", "nothing*")
                        .exit())
                .isEqualTo(9);
        assertThat(desk.run("download", "--session", SESSION, "--dataset", "nothing*", "--into", "back")
                        .exit())
                .isEqualTo(9);
        assertThat(desk.run("upload", "rig", "--include", "nothing*").exit()).isEqualTo(9);
    }

    @Test
    void interruptedUploadEndsWith130AndTheSameCommandGoesOn() throws Exception {
        GeneratedSession made = generate();
        Interruption interruption = new Interruption();
        Thread impatient = new Thread(() -> {
            await().until(() ->
                    files(Path.of(access.storageFolder())).stream().anyMatch(name -> name.endsWith(".part")));
            interruption.ask();
        });
        impatient.start();

        CommandRun first = desk.run(interruption, "upload", "rig", "--create-sessions", "--bwlimit", "4K");
        impatient.join();
        CommandRun second = desk.run("upload", "rig", "--create-sessions");

        assertThat(first.exit()).isEqualTo(130);
        assertThat(first.out()).contains("run the same command again");
        assertThat(second.exit()).isZero();
        assertThat(files(Path.of(access.storageFolder())).stream().filter(name -> name.endsWith(".part")))
                .isEmpty();
        assertThat(desk.run("datasets", "--session", SESSION, "--urls").out().lines())
                .hasSize(made.files().size());
    }
}
