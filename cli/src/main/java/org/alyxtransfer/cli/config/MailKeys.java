package org.alyxtransfer.cli.config;

import static org.alyxtransfer.cli.config.Setting.choice;
import static org.alyxtransfer.cli.config.Setting.number;
import static org.alyxtransfer.cli.config.Setting.secret;
import static org.alyxtransfer.cli.config.Setting.text;

import java.util.List;
import org.alyxtransfer.automation.report.MailRecipient;
import org.alyxtransfer.dataset.TransferException;

/** The keys of how reports leave. */
public final class MailKeys {
    public static final Setting<String> HOST =
            text("mail.host", "", "The mail server that takes the reports of runs; empty: none are mailed.");
    public static final Setting<Long> PORT =
            number("mail.port", 0, 65_535, 0, "Its port; 0: 587 with starttls, 465 with tls, 25 with none.");
    public static final Setting<String> SECURITY = choice(
            "mail.security",
            "starttls",
            "How the connection is protected; where it can't be, nothing is sent.",
            "starttls",
            "tls",
            "none");
    public static final Setting<String> CA_FILE = text(
            "mail.ca-file",
            "",
            "A PEM file with the authorities to trust instead of Java's; empty: Java's and those of tls.ca-file.");
    public static final Setting<String> USER =
            text("mail.user", "", "The user's name on the mail server; empty: mail is sent without signing in.");
    public static final Setting<String> PASSWORD = secret("mail.password", "MAIL_PASSWORD", "That user's password.");
    public static final Setting<String> PASSWORD_FILE =
            text("mail.password-file", "", "A file of mode 0600 whose first line is the password.");
    public static final Setting<String> PASSWORD_COMMAND =
            text("mail.password-command", "", "A command that prints the password.");
    public static final Setting<MailRecipient> FROM =
            Setting.of("mail.from", MailKeys::address, "", "The sender's address; the mail server has to allow it.");
    public static final Setting<Long> TIMEOUT = number(
            "mail.timeout-seconds",
            1,
            3600,
            300,
            "How long one answer of the mail server may take; some look through a mail for minutes.");
    public static final Setting<Long> ATTACHMENTS = number(
            "mail.attachment-bytes",
            0,
            50 << 20,
            10 << 20,
            "The most bytes of plots and files in a mail; what is beyond is named with its place.");
    public static final Setting<Long> GIVE_UP = number(
            "reports.give-up-hours",
            1,
            8760,
            72,
            "How long a report that cannot be delivered, by mail or webhook, is tried again.");

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            SECURITY,
            CA_FILE,
            USER,
            PASSWORD,
            PASSWORD_FILE,
            PASSWORD_COMMAND,
            FROM,
            TIMEOUT,
            ATTACHMENTS,
            GIVE_UP);

    private MailKeys() {}

    private static MailRecipient address(String text) {
        try {
            return new MailRecipient(text.strip());
        } catch (TransferException e) {
            throw new IllegalArgumentException("expected an address like alyx@lab.org", e);
        }
    }
}
