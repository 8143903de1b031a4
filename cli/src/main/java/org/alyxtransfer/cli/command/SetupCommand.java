package org.alyxtransfer.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.ProfileWriter;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.ShareLogin;
import org.alyxtransfer.cli.doctor.Checkup;
import org.alyxtransfer.cli.doctor.Finding;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks for the connections (or takes flags and environment), checks them, and writes the profile. */
@Command(
        name = "setup",
        description = {
            "Connects once: asks where Alyx and the share are (or takes options and environment), checks them, and",
            "writes the profile for its owner's eyes only, also where something is still to be made in Alyx. Secrets come from the environment (ALYX_PASSWORD or ALYX_TOKEN,",
            "SMB_PASSWORD, HTTP_PASSWORD) or are asked for; they are never options."
        })
public final class SetupCommand implements Action {
    private final Invocation invocation;

    @Option(names = "--alyx-url", paramLabel = "URL", description = "Where Alyx is.")
    private @Nullable String alyxUrl;

    @Option(names = "--alyx-user", paramLabel = "NAME", description = "The user's name in Alyx.")
    private @Nullable String alyxUser;

    @Option(names = "--repository", paramLabel = "NAME", description = "The share's name in Alyx.")
    private @Nullable String repository;

    @Option(names = "--lab", paramLabel = "NAME", description = "The lab of sessions (default: the subject's).")
    private @Nullable String lab;

    @Option(
            names = "--storage-url",
            paramLabel = "URL",
            description = "The subjects' folder: smb://host[:port]/share[/folder] or file:/folder.")
    private @Nullable String storageUrl;

    @Option(
            names = "--storage-login",
            paramLabel = "WAY",
            completionCandidates = Logins.class,
            description = "How to log on to the share: ${COMPLETION-CANDIDATES}.")
    private @Nullable String storageLogin;

    @Option(names = "--storage-user", paramLabel = "NAME", description = "The user's name on the share.")
    private @Nullable String storageUser;

    @Option(names = "--storage-domain", paramLabel = "NAME", description = "That user's Windows domain, if any.")
    private @Nullable String storageDomain;

    @Option(names = "--naming", paramLabel = "FORM", description = "uuid (default) or plain.")
    private @Nullable String naming;

    @Option(names = "--http-url", paramLabel = "URL", description = "The file server's address of the same folder.")
    private @Nullable String httpUrl;

    @Option(names = "--http-user", paramLabel = "NAME", description = "The user's name on the file server.")
    private @Nullable String httpUser;

    @Option(
            names = "--store-secrets",
            description = "Also write secrets of the environment into the profile (those typed in are written anyway).")
    private boolean storeSecrets;

    @Option(names = "--no-input", description = "Ask nothing, even on a terminal.")
    private boolean noInput;

    @Option(names = "--no-check", description = "Write the profile without trying the connections.")
    private boolean noCheck;

    /** What a shell completes. */
    static final class Logins implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(ShareLogin.values()).map(ShareLogin::key).iterator();
        }
    }

    public SetupCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() throws IOException {
        Output output = invocation.output();
        ProfileChoice profile = invocation.profile();
        Map<String, String> environment = invocation.surroundings().environment();
        Settings before = Settings.loadIfThere(profile, flags(), environment)
                .insecure(invocation.options().insecure());
        SetupQuestions questions = new SetupQuestions(invocation.surroundings(), before);
        boolean asks = invocation.surroundings().terminal()
                && !noInput
                && !invocation.options().json();
        Map<String, String> answers = asks ? questions.ask() : Map.of();
        Settings after = before.with(answers);
        boolean dryRun = invocation.options().dryRun();
        boolean isIncomplete = false;
        if (!noCheck) {
            try (Connections open = new Connections(after)) {
                List<Finding> findings = new Checkup(open, invocation.waiting(), !dryRun).findings();
                ExitCode checked = DoctorCommand.tell(findings, output);
                isIncomplete = checked != ExitCode.DONE;
                if (!findings.stream().allMatch(Finding::canWait)) {
                    output.remark("The profile was not written. Mend what is marked BAD, or give --no-check.");
                    return checked;
                }
            }
        }
        if (dryRun) {
            output.say("Dry run: " + profile.file() + " was not written.");
            return ExitCode.DONE;
        }
        boolean replaces = Files.exists(profile.file());
        ProfileWriter.write(profile.file(), after, storeSecrets);
        output.say((replaces ? "Rewrote " : "Wrote ") + profile.file() + " (mode 0600).");
        if (isIncomplete) {
            output.remark("Left to do in Alyx: what is marked BAD; then 'alyx-transfer doctor' looks again.");
        }
        output.emit(
                "profile", Map.of("name", profile.name(), "file", profile.file().toString()));
        return ExitCode.DONE;
    }

    private Map<String, String> flags() {
        Map<Setting<?>, @Nullable String> given = new HashMap<>();
        given.put(Keys.ALYX_URL, alyxUrl);
        given.put(Keys.ALYX_USER, alyxUser);
        given.put(Keys.REPOSITORY, repository);
        given.put(Keys.LAB, lab);
        given.put(Keys.STORAGE_URL, storageUrl);
        given.put(Keys.STORAGE_LOGIN, storageLogin);
        given.put(Keys.STORAGE_USER, storageUser);
        given.put(Keys.STORAGE_DOMAIN, storageDomain);
        given.put(Keys.NAMING, naming);
        given.put(Keys.HTTP_URL, httpUrl);
        given.put(Keys.HTTP_USER, httpUser);
        Map<String, String> flags = invocation.overrides();
        List.copyOf(given.entrySet()).forEach(entry -> {
            String value = entry.getValue();
            if (value != null) {
                flags.put(entry.getKey().key(), value);
            }
        });
        return flags;
    }
}
