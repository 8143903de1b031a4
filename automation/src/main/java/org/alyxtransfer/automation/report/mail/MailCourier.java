package org.alyxtransfer.automation.report.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Properties;
import org.alyxtransfer.automation.report.Courier;
import org.alyxtransfer.automation.report.MailRecipient;
import org.alyxtransfer.automation.report.Parcel;
import org.alyxtransfer.automation.report.Recipient;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.threads.WorkerThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends reports by SMTP, one mail to each recipient over a connection of its own.
 *
 * <p>Composing and sending block: they have threads of their own, and so many mails are in memory at once.
 */
public final class MailCourier implements Courier, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailCourier.class);
    private static final int CONNECTIONS = 2; // what mail servers grant one client without wondering
    private static final int WAITING = 10_000;
    private static final int CONNECTING_MILLIS = 20_000;

    private final SmtpSettings settings;
    private final MailLimits limits;
    private final Clock clock;
    private final Scheduler threads = WorkerThreads.scheduler("alyx-mail", CONNECTIONS, WAITING);

    public MailCourier(SmtpSettings settings, MailLimits limits, Clock clock) {
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public boolean serves(Recipient recipient) {
        return recipient instanceof MailRecipient;
    }

    @Override
    public Mono<Void> send(Parcel parcel) {
        return Mono.using(
                CutSockets::new,
                sockets -> Mono.fromRunnable(() -> send(parcel, sockets))
                        .subscribeOn(threads)
                        .timeout(settings.longest(), Mono.error(this::tooLong))
                        .then(),
                CutSockets::cut);
    }

    /** Signs in and out, as {@code doctor} does. */
    public Mono<Void> check() {
        return Mono.using(
                CutSockets::new,
                sockets -> Mono.fromRunnable(() -> check(sockets))
                        .subscribeOn(threads)
                        .timeout(settings.longest(), Mono.error(this::tooLong))
                        .then(),
                CutSockets::cut);
    }

    @Override
    public void close() {
        threads.dispose();
    }

    private void send(Parcel parcel, CutSockets sockets) {
        MailRecipient to = (MailRecipient) parcel.recipient();
        Session session = session(sockets);
        try {
            Letter letter = Letter.compose(parcel.report(), limits);
            MimeMessage message = MimeLetter.of(letter, parcel.id(), settings.from(), to, session, clock.instant());
            Transport transport = session.getTransport("smtp");
            try {
                connect(transport);
                transport.sendMessage(message, new Address[] {new InternetAddress(to.address())});
            } finally {
                leave(transport);
            }
        } catch (MessagingException e) {
            fail(e, sockets);
        }
    }

    private void check(CutSockets sockets) {
        try {
            Transport transport = session(sockets).getTransport("smtp");
            try {
                connect(transport);
            } finally {
                leave(transport);
            }
        } catch (MessagingException e) {
            fail(e, sockets);
        }
    }

    private void fail(MessagingException failure, CutSockets sockets) {
        if (!sockets.isCut()) { // otherwise it was told already, and this only follows from the cut
            throw SmtpFailures.explain(failure, settings.where());
        }
    }

    private void connect(Transport transport) throws MessagingException {
        if (settings.user().isEmpty()) {
            transport.connect();
            return;
        }
        String password = settings.password()
                .get()
                .orElseThrow(() -> new TransferException(
                        Kind.AUTHENTICATION,
                        settings.where(),
                        "'mail.user' is set, but no password; see MAIL_PASSWORD"));
        transport.connect(settings.host(), settings.port(), settings.user(), password);
    }

    /** A mail that was taken stays so, however badly the goodbye goes. */
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("the mail server did not end well", e);
        }
    }

    private Session session(CutSockets sockets) {
        Properties smtp = new Properties();
        set(smtp, "host", settings.host());
        set(smtp, "port", settings.port());
        set(smtp, "connectiontimeout", CONNECTING_MILLIS);
        set(smtp, "timeout", settings.patience().toMillis());
        set(smtp, "auth", !settings.user().isEmpty());
        set(smtp, "socketFactory.fallback", false);
        set(smtp, "starttls.enable", settings.security() == SmtpSecurity.STARTTLS);
        set(smtp, "starttls.required", settings.security() == SmtpSecurity.STARTTLS);
        set(smtp, "ssl.enable", settings.security() == SmtpSecurity.TLS);
        set(smtp, "ssl.checkserveridentity", true);
        smtp.put("mail.smtp.socketFactory", sockets.plain());
        if (settings.security() != SmtpSecurity.NONE) {
            smtp.put("mail.smtp.ssl.socketFactory", sockets.protectedBy(Authorities.of(settings)));
        }
        return Session.getInstance(smtp);
    }

    private TransferException tooLong() {
        return new TransferException(
                Kind.TIMEOUT,
                settings.where(),
                "took longer than " + settings.longest().toSeconds() + " s");
    }

    private static void set(Properties smtp, String name, Object value) {
        smtp.setProperty("mail.smtp." + name, value.toString());
    }
}
