package org.alyxtransfer.cli.connect;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.alyx.AlyxSettings;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Secrets;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.BasicCredentials;
import org.alyxtransfer.storage.http.HttpSettings;
import org.alyxtransfer.tls.Trust;

/** Reads what each server's client needs to know out of the settings. */
final class Servers {
    private Servers() {}

    /** Which servers are believed to be who they are; reads the file of authorities. */
    static Trust trust(Settings settings) {
        if (settings.isInsecure()) {
            return Trust.anyone();
        }
        return settings.find(Keys.CA_FILE).map(Path::of).map(Trust::alsoOf).orElse(Trust.SYSTEM);
    }

    static AlyxSettings alyx(Settings settings, Trust trust) {
        URI server = settings.get(Keys.ALYX_URL);
        String user = settings.get(Keys.ALYX_USER);
        Optional<String> token = Secrets.alyxToken(settings);
        Optional<String> password = Secrets.alyxPassword(settings);
        if (token.isEmpty() && password.isEmpty()) {
            throw new TransferException(
                    Kind.INVALID,
                    "alyx.password",
                    "there is neither a password nor a token for Alyx; set ALYX_PASSWORD or ALYX_TOKEN, or run"
                            + " 'alyx-transfer setup'");
        }
        AlyxSettings made = password.isPresent()
                ? AlyxSettings.withPassword(server, user, password::get)
                : AlyxSettings.withToken(server, user, token::get);
        AlyxSettings both = password.isPresent() && token.isPresent() ? made.token(token::get) : made;
        return both.timeouts(seconds(settings, Keys.ALYX_TIMEOUT), seconds(settings, Keys.REGISTRATION_TIMEOUT))
                .limits(number(settings, Keys.ALYX_RATE), number(settings, Keys.ALYX_PARALLEL))
                .trust(trust);
    }

    static boolean isShare(Settings settings) {
        return "smb".equals(settings.get(Keys.STORAGE_URL).getScheme());
    }

    /** Fails with {@code INVALID} for a folder of another computer, or one that this one cannot have. */
    static Path folder(Settings settings) {
        URI url = settings.get(Keys.STORAGE_URL);
        String host = Objects.requireNonNullElse(url.getAuthority(), "");
        if (!host.isEmpty() && !host.equalsIgnoreCase("localhost")) {
            throw new TransferException(
                    Kind.INVALID,
                    Keys.STORAGE_URL.key(),
                    "file: is a folder of this computer and names no other (" + host
                            + "): file:///folder, or smb://host/share for a share");
        }
        try {
            return Path.of(URI.create("file://" + url.getRawPath())); // on Windows the path /C:/data alone is none
        } catch (IllegalArgumentException e) {
            throw new TransferException(
                    Kind.INVALID, Keys.STORAGE_URL.key(), "is no folder that this computer can have: " + url, e);
        }
    }

    /** A password goes to no other server than the one that the profile names. */
    static HttpSettings http(Settings settings, BaseUrl base, Trust trust) {
        HttpSettings made = HttpSettings.defaults()
                .withTrust(trust)
                .withConnections(number(settings, Keys.HTTP_CONNECTIONS))
                .withReadsPerFile(number(settings, Keys.HTTP_RANGES))
                .withTimeouts(HttpSettings.defaults().connectTimeout(), seconds(settings, Keys.HTTP_TIMEOUT));
        boolean named = settings.find(Keys.HTTP_URL)
                .map(url -> BaseUrl.parse(url.toString()).origin().equals(base.origin()))
                .orElse(false);
        Optional<String> user = settings.find(Keys.HTTP_USER);
        if (!named || user.isEmpty()) {
            return made;
        }
        return made.withCredentials(
                new BasicCredentials(user.get(), Secrets.httpPassword(settings).orElse("")));
    }

    static Duration seconds(Settings settings, Setting<Long> setting) {
        return Duration.ofSeconds(settings.get(setting));
    }

    static int number(Settings settings, Setting<Long> setting) {
        return Math.toIntExact(settings.get(setting));
    }
}
