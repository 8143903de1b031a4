package org.alyxtransfer.cli.doctor;

import java.util.List;
import java.util.Map;
import org.alyxtransfer.automation.report.mail.MailCourier;
import org.alyxtransfer.cli.config.MailKeys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Couriers;
import org.alyxtransfer.cli.frame.Waiting;

/** The mail server, where one is set: protects the connection, lets the user in. Sends nothing. */
final class MailCheck {
    private static final String AREA = "mail";

    private final Settings settings;
    private final Waiting waiting;

    MailCheck(Settings settings, Waiting waiting) {
        this.settings = settings;
        this.waiting = waiting;
    }

    List<Finding> findings() {
        if (settings.find(MailKeys.HOST).isEmpty()) {
            return List.of();
        }
        try (Couriers couriers = new Couriers(settings, Map.of())) {
            MailCourier mail = couriers.mail().orElseThrow();
            waiting.end(mail.check());
            String security = settings.get(MailKeys.SECURITY);
            String user = settings.text(MailKeys.USER);
            String how = (security.equals("none") ? "unprotected" : "protected by " + security)
                    + (user.isEmpty() ? ", without signing in" : ", as " + user);
            return List.of(Finding.ok(AREA, settings.get(MailKeys.HOST) + " answers, " + how));
        } catch (RuntimeException e) {
            return List.of(Finding.bad(
                    AREA,
                    e,
                    "Reports wait until it works, for reports.give-up-hours; see mail.* in config/README.md."));
        }
    }
}
