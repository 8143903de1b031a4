package org.alyxtransfer.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.alyx.RepositorySetting;
import org.alyxtransfer.sandbox.http.Credentials;
import org.alyxtransfer.sandbox.http.FileServer;
import org.alyxtransfer.sandbox.http.FileServerSettings;
import org.alyxtransfer.sandbox.mail.MailSink;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.sandbox.samba.Store;
import org.jspecify.annotations.Nullable;

/** A sandbox within this process, from {@link #start} to {@link #close}. */
public final class RunningSandbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SHARE = "transfer";
    private static final String LAB = "demolab";
    private static final String PROJECT = "demo_project";
    private static final String REPOSITORY = "local_smb";
    private static final String ALYX_USER = "alyx_user";
    private static final String HTTP_USER = "reader";

    private final Store store;
    private final FileServer files;
    private final AlyxServer alyx;
    private final MailSink mails;
    private final SandboxAccess access;

    private RunningSandbox(Store store, FileServer files, AlyxServer alyx, MailSink mails, SandboxAccess access) {
        this.store = store;
        this.files = files;
        this.alyx = alyx;
        this.mails = mails;
        this.access = access;
    }

    /** The same, with mails in a temporary folder. */
    public static RunningSandbox start(@Nullable Path folder) throws IOException {
        return start(folder, Files.createTempDirectory("alyx-transfer-mails"));
    }

    /**
     * Starts all parts on free ports; some seconds.
     *
     * @param folder what the share is to show; null for a temporary one
     * @param mailFolder where its mail server puts what it takes
     */
    public static RunningSandbox start(@Nullable Path folder, Path mailFolder) throws IOException {
        SambaSettings settings = SambaSettings.defaults()
                .withShares(folder == null ? ShareSettings.temporary(SHARE) : ShareSettings.of(SHARE, folder));
        Store store = Samba.startOrFolder(settings);
        try {
            Path subjects =
                    Files.createDirectories(store.folder(SHARE).resolve(LAB).resolve("Subjects"));
            String httpPassword = newPassword();
            FileServer files = waitFor(FileServer.start(
                    FileServerSettings.of(store.folder(SHARE)).with(new Credentials(HTTP_USER, httpPassword))));
            String httpUrl = files.baseUrl() + LAB + "/Subjects/";
            String alyxPassword = newPassword();
            AlyxServer alyx = waitFor(AlyxServer.start(AlyxSettings.defaults()
                    .withUser(ALYX_USER, alyxPassword)
                    .withRepository(RepositorySetting.served(REPOSITORY, "127.0.0.1", httpUrl))));
            MailSink mails = MailSink.start(mailFolder);
            SandboxAccess access = new SandboxAccess(
                    alyx.baseUrl(),
                    ALYX_USER,
                    alyxPassword,
                    store.uri(SHARE).toString().replaceAll("/$", "") + "/" + LAB + "/Subjects",
                    store instanceof SambaServer samba ? samba.user() : "",
                    store instanceof SambaServer samba ? samba.password() : "",
                    subjects.toString(),
                    httpUrl,
                    HTTP_USER,
                    httpPassword,
                    REPOSITORY,
                    LAB,
                    PROJECT,
                    mails.host(),
                    mails.port(),
                    mails.folder().toString(),
                    store.notice().orElse(""));
            return new RunningSandbox(store, files, alyx, mails, access);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    public SandboxAccess access() {
        return access;
    }

    /** The stand-in, to make it misbehave. */
    public AlyxServer alyx() {
        return alyx;
    }

    public FileServer files() {
        return files;
    }

    public MailSink mails() {
        return mails;
    }

    public Store store() {
        return store;
    }

    /** Ends all parts; harmless when repeated. */
    @Override
    public void close() throws IOException {
        try {
            mails.close();
            alyx.stop().block(PATIENCE);
            files.stop().block(PATIENCE);
        } finally {
            store.close();
        }
    }

    private static <T> T waitFor(reactor.core.publisher.Mono<T> starting) {
        T started = starting.block(PATIENCE);
        if (started == null) {
            throw new IllegalStateException("a part of the sandbox did not start");
        }
        return started;
    }

    private static String newPassword() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
