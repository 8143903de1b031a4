package org.alyxtransfer.cli.connect;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.automation.report.Courier;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.report.OutboxSettings;
import org.alyxtransfer.automation.report.mail.MailCourier;
import org.alyxtransfer.automation.report.mail.MailLimits;
import org.alyxtransfer.automation.report.mail.SmtpSecurity;
import org.alyxtransfer.automation.report.mail.SmtpSettings;
import org.alyxtransfer.automation.report.webhook.WebhookCourier;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.MailKeys;
import org.alyxtransfer.cli.config.Secrets;
import org.alyxtransfer.cli.config.Settings;

/** The ways by which reports leave, as the settings have them. */
public final class Couriers implements AutoCloseable {
    private static final Duration HOOK_PATIENCE = Duration.ofMinutes(1);
    private static final int LONGEST_MAIL = 3; // times the patience with one answer

    private final Settings settings;
    private final Optional<MailCourier> mail;
    private final Map<String, String> environment;

    /**
     * Connects to nothing yet. Fails with {@code INVALID} where {@code mail.host} is set but not {@code mail.from}.
     *
     * @param environment where webhooks' secrets may be
     */
    public Couriers(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.mail = settings.find(MailKeys.HOST).map(host -> mail(settings, host));
        this.environment = Map.copyOf(environment);
    }

    /** Empty when no mail server is set. */
    public Optional<MailCourier> mail() {
        return mail;
    }

    /** Opens or creates an outbox that delivers by these; blocks, reads the file of authorities. Close it before these. */
    public Outbox outbox(Path file) {
        List<Courier> all = new ArrayList<>();
        mail.ifPresent(all::add);
        all.add(new WebhookCourier(
                source -> Secrets.named(source, environment),
                HOOK_PATIENCE,
                Clock.systemUTC(),
                Servers.trust(settings)));
        OutboxSettings defaults = OutboxSettings.DEFAULT;
        OutboxSettings patience = new OutboxSettings(
                defaults.parallel(),
                defaults.firstPause(),
                defaults.longestPause(),
                Duration.ofHours(settings.get(MailKeys.GIVE_UP)));
        return Outbox.open(file, all, patience, Clock.systemUTC());
    }

    @Override
    public void close() {
        mail.ifPresent(MailCourier::close);
    }

    private static MailCourier mail(Settings settings, String host) {
        MailLimits limits = new MailLimits(
                settings.get(MailKeys.ATTACHMENTS), MailLimits.DEFAULT.pictures(), MailLimits.DEFAULT.logBytes());
        return new MailCourier(smtp(settings, host), limits, Clock.systemUTC());
    }

    /** How mail leaves by these settings; reads nothing yet. */
    static SmtpSettings smtp(Settings settings, String host) {
        SmtpSecurity security =
                SmtpSecurity.valueOf(settings.get(MailKeys.SECURITY).toUpperCase(Locale.ROOT));
        int port = Servers.number(settings, MailKeys.PORT);
        Duration patience = Servers.seconds(settings, MailKeys.TIMEOUT);
        return new SmtpSettings(
                host,
                port == 0 ? security.port() : port,
                security,
                settings.text(MailKeys.USER),
                () -> Secrets.mailPassword(settings),
                settings.get(MailKeys.FROM),
                settings.find(MailKeys.CA_FILE).map(Path::of).orElse(null),
                settings.find(Keys.CA_FILE).map(Path::of).orElse(null),
                patience,
                patience.multipliedBy(LONGEST_MAIL));
    }
}
