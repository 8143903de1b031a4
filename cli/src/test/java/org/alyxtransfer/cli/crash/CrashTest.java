package org.alyxtransfer.cli.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program as a user runs it, at each durable step and at random moments, and runs the same command again: nothing
 * is lost, nothing is there twice, and nothing is visible that is not whole.
 *
 * <p>{@code bin/test crash --kills N --seed S} kills N times in each direction; the same seed plans the same kills.
 */
@Tag("crash")
@Tag("samba")
@Timeout(value = 4, unit = TimeUnit.HOURS)
class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 10);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    @TempDir
    static Path folder;

    private static CrashLab lab;
    private static Originals uploaded;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        lab = CrashLab.start(folder);
        uploaded = lab.uploaded();
        lab.measure(uploaded);
    }

    @AfterAll
    static void end() throws IOException {
        lab.close();
    }

    @Test
    void uploadsSurviveEveryStep() throws Exception {
        Steps upload = new Steps(() -> lab.upload("uuid", "reactive"));

        for (String step : List.of("ASKING", "STARTED", "VERIFIED", "REGISTERING")) {
            upload.haltAt(step);
        }
        upload.arming(() -> lab.alyx().failNext(1, "POST /register-file", Failure.JSON_500));
        upload.haltAt("DECLINED");
        upload.haltAt("HALTED");
        upload.arming(() -> {});
        upload.haltAt("REGISTERED");
        upload.haltAt("PUBLISHED");
        upload.finish();
    }

    @Test
    void largeUploadsAndThoseUnderPlainNamesSurviveTheirSteps() throws Exception {
        Steps upload = new Steps(() -> lab.upload("plain", "reactive"));

        upload.haltAt("REACHED");
        upload.haltAt("PUBLISHED");
        upload.haltAt("ENDED");
        upload.finish();
    }

    @Test
    void downloadsSurviveEveryStep() throws Exception {
        Steps download = new Steps(() -> lab.download(uploaded));

        for (String step : List.of("STARTED", "REACHED", "VERIFIED", "PUBLISHED")) {
            download.haltAt(step);
        }
        download.finish();
    }

    @Test
    void registrationsInPlaceSurviveTheirSteps() throws Exception {
        Steps registration = new Steps(lab::register);

        for (String step : List.of("REGISTERING", "REGISTERED")) {
            registration.haltAt(step);
        }
        registration.finish();
    }

    @Test
    void uploadsSurviveRandomKills() throws Exception {
        new Schedule("uploads", KILLS, SEED, lab.uploadSpan()).kill(CrashTest::someUpload);
    }

    @Test
    void downloadsSurviveRandomKills() throws Exception {
        new Schedule("downloads", KILLS, SEED, lab.downloadSpan()).kill(random -> lab.download(uploaded));
    }

    private static Round someUpload(Random random) throws IOException {
        String naming = random.nextInt(3) == 0 ? "plain" : "uuid";
        String client = random.nextInt(4) == 0 ? "jcifs" : "reactive";
        return lab.upload(naming, client);
    }
}
