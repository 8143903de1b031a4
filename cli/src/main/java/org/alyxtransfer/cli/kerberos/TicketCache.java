package org.alyxtransfer.cli.kerberos;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The tickets that a user got with {@code kinit}, where {@code klist} finds them. Nothing is kept of them: a long run logs on
 * with those that somebody renewed meanwhile. Asks for no password, writes nothing.
 */
public final class TicketCache implements Supplier<Subject> {
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
    private static final Pattern KIND = Pattern.compile("([A-Za-z]{2,}):(.*)"); // one letter is a disk of Windows
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 100;

    private final Path file;
    private final Clock clock;

    private TicketCache(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Reads nothing yet.
     *
     * @param name as {@code KRB5CCNAME} has it: {@code FILE:/path} or a path; "" for {@code /tmp/krb5cc_<uid>}
     * @throws TransferException of kind {@code INVALID} for a cache that is no file
     */
    public static TicketCache named(String name) {
        return named(name, Clock.systemUTC());
    }

    static TicketCache named(String name, Clock clock) {
        Matcher kind = KIND.matcher(name.strip());
        if (!kind.matches()) {
            return new TicketCache(name.isBlank() ? usual() : Path.of(name.strip()), clock);
        }
        if (!kind.group(1).equalsIgnoreCase("FILE")) {
            throw new TransferException(
                    Kind.INVALID,
                    "storage.ticket-cache",
                    "Java reads tickets from files only, not from " + name.strip() + ". " + useFile());
        }
        return new TicketCache(Path.of(kind.group(2)), clock);
    }

    public Path file() {
        return file;
    }

    /**
     * A new subject with the tickets that are there now. Blocks for a moment.
     *
     * @throws TransferException of kind {@code AUTHENTICATION} when there are none that count
     */
    @Override
    public Subject get() {
        look();
        Subject subject = new Subject();
        try {
            new LoginContext("alyx-transfer", subject, null, byTickets()).login();
            return subject;
        } catch (LoginException e) {
            throw failed("the tickets could not be used (" + e.getMessage() + "); look at 'klist' and krb5.conf", e);
        }
    }

    /** Whose tickets they are. Blocks for a moment, fails as {@link #get()} does. */
    public TicketFile look() {
        if (!Files.exists(file)) {
            throw failed(
                    "there is no ticket cache " + file + "; run 'kinit'. If 'klist' shows tickets all the same, they"
                            + " are where Java cannot read them (KCM:, KEYRING:, DIR:). " + useFile(),
                    null);
        }
        TicketFile found = readPatiently();
        Instant end = found.end()
                .orElseThrow(() ->
                        failed("there is no ticket of " + found.holder() + " in " + file + "; run 'kinit'", null));
        if (!end.isAfter(clock.instant())) {
            throw failed("the ticket of " + found.holder() + " expired " + at(end) + "; run 'kinit'", null);
        }
        return found;
    }

    /** A time as people of this computer read it. */
    public static String at(Instant time) {
        return TIME.format(time.atZone(ZoneId.systemDefault()));
    }

    /** Kinit writes the file in its place, so for a moment there may be half of it. */
    private TicketFile readPatiently() {
        for (int left = TRIES; ; left--) {
            try {
                TicketFile found = TicketFile.read(file);
                if (found.end().isPresent() || left == 1) {
                    return found;
                }
            } catch (IOException e) {
                if (left == 1) {
                    throw failed("the ticket cache " + file + " cannot be read: " + e.getMessage(), e);
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted while tickets were read", e);
        }
    }

    private Configuration byTickets() {
        AppConfigurationEntry entry = new AppConfigurationEntry(
                MODULE,
                LoginModuleControlFlag.REQUIRED,
                Map.of(
                        "useTicketCache", "true",
                        "ticketCache", file.toString(),
                        "doNotPrompt", "true",
                        "refreshKrb5Config", "true"));
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {entry};
            }
        };
    }

    private static Path usual() {
        return System.getProperty("os.name").startsWith("Windows")
                ? Path.of(
                        System.getProperty("user.home"), "krb5cc_" + System.getProperty("user.name")) // of Java's kinit
                : Path.of("/tmp/krb5cc_" + new UnixSystem().getUid());
    }

    private static String useFile() {
        return "Set KRB5CCNAME=FILE:" + usual() + ", then run 'kinit' and this command";
    }

    private static TransferException failed(String why, @Nullable Throwable cause) {
        return new TransferException(Kind.AUTHENTICATION, "kerberos", why, cause);
    }
}
