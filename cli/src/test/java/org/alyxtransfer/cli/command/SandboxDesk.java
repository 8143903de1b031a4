package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A desk with a profile for a real Samba, a stand-in Alyx and a file server. */
abstract class SandboxDesk {
    static final String SESSION = "COGP-003/2022-01-11/001";

    @TempDir
    Path home;

    RunningSandbox sandbox;
    SandboxAccess access;
    Desk desk;

    @BeforeEach
    void start() throws IOException {
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        access = sandbox.access();
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, access.profile());
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home);
    }

    @AfterEach
    void end() throws IOException {
        sandbox.close();
    }

    GeneratedSession generate() throws IOException {
        LocalDate day = LocalDate.of(2022, 1, 11);
        return SessionGenerator.generate(
                        GenerateSettings.small(home.resolve("rig"), access.lab(), List.of("COGP-003"), day, 7))
                .get(0);
    }

    static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return new ArrayList<>(paths.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList());
        }
    }
}
