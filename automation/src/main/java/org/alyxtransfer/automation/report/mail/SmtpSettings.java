package org.alyxtransfer.automation.report.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.alyxtransfer.automation.report.MailRecipient;
import org.jspecify.annotations.Nullable;

/**
 * How mail leaves.
 *
 * @param user "" to send without signing in
 * @param password asked for at each attempt, on a thread that may block; kept nowhere
 * @param from the sender's address
 * @param authorities a PEM file with the certificates to trust instead of Java's own; null for Java's and the next ones
 * @param moreAuthorities a PEM file with certificates to trust besides Java's own, where {@code authorities} is null; null for
 *     none
 * @param patience with one answer of the server; servers may take minutes to look through a mail before they accept it
 * @param longest a whole attempt, after which its connection is cut
 */
public record SmtpSettings(
        String host,
        int port,
        SmtpSecurity security,
        String user,
        Supplier<Optional<String>> password,
        MailRecipient from,
        @Nullable Path authorities,
        @Nullable Path moreAuthorities,
        Duration patience,
        Duration longest) {

    String where() {
        return host + ":" + port;
    }
}
