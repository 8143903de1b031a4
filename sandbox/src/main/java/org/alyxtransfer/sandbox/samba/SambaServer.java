package org.alyxtransfer.sandbox.samba;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Samba server on {@value #HOST}, with one user: whoever runs this JVM, under a password made up for it.
 *
 * <p>Threads: any, one call at a time. Ended by {@link #close()}, or when the JVM ends. Every method that starts, stops or
 * counts blocks.
 */
public final class SambaServer implements Store {
    /** The only address it listens on. */
    public static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(SambaServer.class);
    private static final int PORTS_TRIED = 5;

    private final Workplace workplace;
    private final Account account;
    private final Path conf;
    private final int port;
    private final Thread atExit = new Thread(this::closeAtExit, "sandbox-samba-exit");
    private @Nullable Smbd smbd;
    private boolean isClosed;

    private SambaServer(Workplace workplace, Account account, Path conf, int port) {
        this.workplace = workplace;
        this.account = account;
        this.conf = conf;
        this.port = port;
    }

    static SambaServer start(SambaSettings settings) throws IOException {
        Workplace workplace = Workplace.create(settings.shares(), true);
        try {
            return start(settings, workplace);
        } catch (IOException | RuntimeException e) {
            workplace.close();
            throw e;
        }
    }

    private static SambaServer start(SambaSettings settings, Workplace workplace) throws IOException {
        var account = new Account(Account.currentUser(), newPassword());
        for (int attempt = 1; ; attempt++) {
            int port = FreePort.choose();
            Path conf = SmbConf.write(settings, workplace, account.user(), port);
            if (attempt == 1) {
                account.addTo(conf);
            }
            var server = new SambaServer(workplace, account, conf, port);
            try {
                server.restart();
                Runtime.getRuntime().addShutdownHook(server.atExit);
                return server;
            } catch (IOException e) {
                if (attempt == PORTS_TRIED || FreePort.isFree(port)) {
                    throw e; // not for the port: another one would not help
                }
            }
        }
    }

    private static String newPassword() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The address to connect to. */
    public String host() {
        return HOST;
    }

    /** The TCP port it listens on; a restart keeps it. */
    public int port() {
        return port;
    }

    /** The one user that may log in. */
    public String user() {
        return account.user();
    }

    /** That user's password. */
    public String password() {
        return account.password();
    }

    /** Its smb.conf, for {@code testparm}, {@code smbstatus} and the like. */
    public Path configuration() {
        return conf;
    }

    @Override
    public List<String> shares() {
        return workplace.shares();
    }

    @Override
    public URI uri(String share) {
        workplace.folder(share); // refuses a share that isn't there
        return URI.create("smb://" + HOST + ":" + port + "/" + share);
    }

    @Override
    public Path folder(String share) {
        return workplace.folder(share);
    }

    @Override
    public Optional<String> notice() {
        return Optional.empty();
    }

    /** Ends the server softly; shares and account stay for a {@link #restart()}. Harmless when it is not running. */
    public synchronized void stop() throws IOException {
        if (smbd != null) {
            smbd.stop();
            smbd = null;
        }
    }

    /** Ends the server at once, as a power cut would. Shares and account stay for a {@link #restart()}. */
    public synchronized void kill() throws IOException {
        if (smbd != null) {
            smbd.kill();
            smbd = null;
        }
    }

    /** Starts the server again, on the same port; one that is still running is stopped first. */
    public synchronized void restart() throws IOException {
        if (isClosed) {
            throw new IllegalStateException("This Samba server was closed");
        }
        stop();
        smbd = Smbd.start(conf, workplace.state("log"), port);
    }

    /** Freezes all its processes, and returns when they are: connections stay open, nothing answers, until {@link #resume()}. */
    public synchronized void suspend() throws IOException {
        running().suspend();
    }

    /** Freezes those of its processes, and with them the connections that they serve, until {@link #resume()}. */
    public synchronized void suspend(List<Long> some) throws IOException {
        running().suspend(some);
    }

    /** Lets a suspended server go on. */
    public synchronized void resume() throws IOException {
        running().processes().signal("CONT");
    }

    /** Closes a share for all who use it, with what they have open there; their connections stay, and they may open it again. */
    public synchronized void closeShare(String share) throws IOException {
        for (long pid : running().processes().alive()) {
            Program.named("smbcontrol")
                    .run(List.of("--configfile=" + conf, Long.toString(pid), "close-share", share), "");
        }
    }

    /** How many clients are logged in. Samba tells only root; for others it is the number of connections. */
    public synchronized int sessions() throws IOException {
        if (!account.isRoot()) {
            return connections();
        }
        Program.Result status = Program.named("smbstatus").run(List.of("--configfile=" + conf, "--json"), "");
        int start = status.output().indexOf('{'); // warnings may come first
        if (!status.succeeded() || start < 0) {
            throw new IOException("smbstatus failed: " + status.output());
        }
        return new JsonMapper()
                .readTree(status.output().substring(start))
                .path("sessions")
                .size();
    }

    /** How many TCP connections clients hold open, logged in or not. */
    public int connections() throws IOException {
        return SmbdProcesses.connections(port);
    }

    /** How many files of its shares are open in the server, for finding leaked handles. Folders don't count. */
    public synchronized int openFiles() throws IOException {
        int count = 0;
        for (String share : shares()) {
            count += running().processes().openFiles(folder(share));
        }
        return count;
    }

    /** The ids of all its processes; empty when it is not running. */
    public synchronized List<Long> processes() throws IOException {
        return smbd == null ? List.of() : smbd.processes().alive();
    }

    private Smbd running() {
        if (smbd == null) {
            throw new IllegalStateException("The Samba server on port " + port + " is not running");
        }
        return smbd;
    }

    @Override
    public synchronized void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            stop();
        } finally {
            workplace.close();
        }
        if (Thread.currentThread() != atExit) {
            forgetExitHook();
        }
    }

    private void forgetExitHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("The JVM is ending already; the hook will find the server closed");
        }
    }

    private void closeAtExit() {
        try {
            close();
        } catch (IOException e) {
            LOG.warn("The sandbox's Samba server left something behind: {}", e.getMessage());
        }
    }

    /** Says where it is; never the password. */
    @Override
    public String toString() {
        return "Samba on " + HOST + ":" + port + " sharing " + shares();
    }
}
