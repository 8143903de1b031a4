package org.alyxtransfer.cli.connect;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Secrets;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.storage.jcifs.Dialect;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.Signing;
import org.alyxtransfer.storage.smb.SmbSettings;

/** Reads what the SMB clients need to know out of the settings. */
final class Shares {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private static final String OLDEST = "2.0.2";
    private static final String AUTO = "auto";

    private final Settings settings;
    private final ShareLogin login;
    private final URI url;
    private final String share;
    private final FilePath base;

    Shares(Settings settings) {
        this.settings = settings;
        this.login = ShareLogin.of(settings);
        this.url = settings.get(Keys.STORAGE_URL);
        String[] path = url.getPath().replaceAll("^/|/$", "").split("/", 2);
        this.share = path[0];
        this.base = FilePath.of(path.length < 2 ? "" : path[1]);
    }

    boolean wantsJcifs() {
        return settings.get(Keys.SMB_CLIENT).equals("jcifs");
    }

    /** Whether a server may be used that speaks nothing newer than 2.0.2. */
    boolean mayBeOlder() {
        return settings.get(Keys.SMB_LEAST_DIALECT).equals(OLDEST);
    }

    /** Says which setting keeps that server from being used. */
    TransferException tooOld(Throwable failure) {
        String most = settings.get(Keys.SMB_MOST_DIALECT);
        return new TransferException(
                Kind.UNSUPPORTED,
                "smb://" + url.getAuthority() + "/" + share,
                "the server speaks no dialect of SMB from " + settings.get(Keys.SMB_LEAST_DIALECT) + " to "
                        + (most.equals(AUTO) ? "3.1.1" : most)
                        + ", which smb.min-dialect and smb.max-dialect ask for; no login was sent to it",
                failure);
    }

    SmbSettings reactive() {
        requireRange(highest().isAtLeast(lowest()));
        SmbOptions server = SmbOptions.of(url.getHost())
                .with(SmbOptions.Signing.valueOf(word(settings.get(Keys.SMB_SIGNING))))
                .with(SmbOptions.Encryption.valueOf(word(settings.get(Keys.SMB_ENCRYPTION))))
                .withDialects(lowest(), highest())
                .withTimeouts(CONNECT, Servers.seconds(settings, Keys.SMB_TIMEOUT));
        SmbSettings usual = SmbSettings.of(url.getPort() < 0 ? server : server.withPort(url.getPort()), who(), share);
        return usual.withFiles(settings.get(Keys.FILES_IN_FLIGHT).fixed().orElse(usual.filesInFlight()))
                .withBase(base)
                .withChunks(Servers.number(settings, Keys.SMB_CHUNK), SmbSettings.WRITES_IN_FLIGHT)
                .withConnections(Servers.number(settings, Keys.SMB_CONNECTIONS));
    }

    /** Fails with {@code INVALID} where the login is not with a password: jcifs-ng is told of no other. */
    JcifsSettings jcifs() {
        if (login != ShareLogin.PASSWORD) {
            throw new TransferException(
                    Kind.INVALID,
                    "storage.login",
                    "client jcifs logs on with a password alone; for " + login.key()
                            + " set smb.client: reactive, which" + " speaks SMB 2.1 and newer");
        }
        if (settings.get(Keys.SMB_ENCRYPTION).equals("required")) {
            throw new TransferException(
                    Kind.INVALID, "smb.encryption", "client jcifs cannot encrypt; use smb.client: reactive");
        }
        Dialect least = jcifsDialect(settings.get(Keys.SMB_LEAST_DIALECT));
        String most = settings.get(Keys.SMB_MOST_DIALECT);
        Dialect newest = most.equals(AUTO) ? newer(least, Dialect.SMB_2_1) : jcifsDialect(most);
        requireRange(least.compareTo(newest) <= 0);
        JcifsSettings made = JcifsSettings.of(url.getHost(), share, settings.get(Keys.STORAGE_USER), password())
                .withBase(base)
                .withDomain(settings.find(Keys.STORAGE_DOMAIN).orElse(""))
                .withSigning(Signing.valueOf(word(settings.get(Keys.SMB_SIGNING))))
                .withDialects(least, newest)
                .withLanes(Servers.number(settings, Keys.SMB_LANES), Servers.number(settings, Keys.SMB_WORKERS))
                .withOperationTimeout(Servers.seconds(settings, Keys.SMB_TIMEOUT));
        return url.getPort() < 0 ? made : made.withPort(url.getPort());
    }

    /** For a server that speaks nothing newer than 2.0.2; fails with {@code UNSUPPORTED} where that needs a password. */
    JcifsSettings older() {
        if (login != ShareLogin.PASSWORD) {
            throw new TransferException(
                    Kind.UNSUPPORTED,
                    "storage.login",
                    "the share's server speaks no SMB 2.1 or newer; client jcifs, which speaks with older ones, logs on with a"
                            + " password alone, not " + login.words());
        }
        return jcifs();
    }

    private SmbCredentials who() {
        return switch (login) {
            case PASSWORD ->
                new SmbCredentials.Password(
                        settings.find(Keys.STORAGE_DOMAIN).orElse(""), settings.get(Keys.STORAGE_USER), password());
            case KERBEROS -> SmbCredentials.kerberos(ShareLogin.tickets(settings));
            case GUEST -> unprotected(SmbCredentials.guest());
            case ANONYMOUS -> unprotected(SmbCredentials.anonymous());
        };
    }

    /** For who says of himself that messages need no protection, and no other. */
    private SmbCredentials unprotected(SmbCredentials nobody) {
        if (settings.get(Keys.SMB_ENCRYPTION).equals("required")) {
            throw unprotectable("smb.encryption", "encrypted", "if-required", "read, change and forge");
        }
        if (settings.get(Keys.SMB_SIGNING).equals("required")) {
            throw unprotectable("smb.signing", "signed", "if-required or off", "change and forge");
        }
        return nobody;
    }

    private TransferException unprotectable(String key, String how, String instead, String lost) {
        return new TransferException(
                Kind.INVALID,
                key,
                "with storage.login: " + login.key() + " there is no key, so messages cannot be " + how + ". Set " + key
                        + " to " + instead + " to go on without; then whoever is on the way to the share can " + lost
                        + " files and answers unnoticed");
    }

    /** The share asks for it anew with each connection, so a command that prints it must not run each time. */
    private Supplier<char[]> password() {
        String password = Secrets.storagePassword(settings)
                .orElseThrow(() -> new TransferException(
                        Kind.INVALID,
                        "storage.password",
                        "there is no password for the share; set SMB_PASSWORD, or run 'alyx-transfer setup'"));
        return password::toCharArray;
    }

    private org.alyxtransfer.smb.message.Dialect lowest() {
        String least = settings.get(Keys.SMB_LEAST_DIALECT);
        return least.equals(OLDEST) ? org.alyxtransfer.smb.message.Dialect.SMB_2_1 : dialect(least);
    }

    private org.alyxtransfer.smb.message.Dialect highest() {
        String most = settings.get(Keys.SMB_MOST_DIALECT);
        if (most.equals(OLDEST)) {
            throw new TransferException(
                    Kind.INVALID,
                    "smb.max-dialect",
                    "2.0.2 is spoken by the client jcifs alone; set smb.client: jcifs");
        }
        return most.equals(AUTO) ? org.alyxtransfer.smb.message.Dialect.SMB_3_1_1 : dialect(most);
    }

    private void requireRange(boolean isRange) {
        if (!isRange) {
            throw new TransferException(
                    Kind.INVALID,
                    "smb.min-dialect",
                    settings.get(Keys.SMB_LEAST_DIALECT) + " is newer than smb.max-dialect, which is "
                            + settings.get(Keys.SMB_MOST_DIALECT));
        }
    }

    private static Dialect newer(Dialect one, Dialect other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static org.alyxtransfer.smb.message.Dialect dialect(String text) {
        return org.alyxtransfer.smb.message.Dialect.valueOf("SMB_" + text.replace('.', '_'));
    }

    private static Dialect jcifsDialect(String text) {
        return Dialect.valueOf("SMB_" + text.replace('.', '_'));
    }

    private static String word(String choice) {
        return choice.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
