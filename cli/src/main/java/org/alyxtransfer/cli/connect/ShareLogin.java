package org.alyxtransfer.cli.connect;

import java.util.Locale;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.kerberos.TicketCache;

/** The ways to log on to a share, as {@code storage.login} has them. */
public enum ShareLogin {
    PASSWORD("with a password", "See storage.user, storage.domain and SMB_PASSWORD."),
    KERBEROS(
            "with Kerberos tickets",
            "See 'klist', storage.ticket-cache and the clocks; tickets are for the host as storage.url names it."),
    GUEST("as its guest", "The server takes no guests; see storage.login."),
    ANONYMOUS("without a name", "The server lets nobody in without a name; see storage.login.");

    private final String words;
    private final String advice;

    ShareLogin(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** The one that the settings ask for. */
    public static ShareLogin of(Settings settings) {
        return valueOf(settings.get(Keys.STORAGE_LOGIN).toUpperCase(Locale.ROOT));
    }

    /** As the setting has it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it goes on after "lets the user in". */
    public String words() {
        return words;
    }

    /** What to look at when the server does not accept it. */
    public String advice() {
        return advice;
    }

    /** The tickets that the settings lead to; reads nothing yet. */
    public static TicketCache tickets(Settings settings) {
        return TicketCache.named(settings.find(Keys.TICKET_CACHE).orElse(""));
    }

    /** Whether it proves nothing, so that there is no key to sign or encrypt with. */
    public boolean isNobodys() {
        return this == GUEST || this == ANONYMOUS;
    }
}
