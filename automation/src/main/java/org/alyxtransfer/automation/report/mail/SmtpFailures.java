package org.alyxtransfer.automation.report.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;

/** Says what a mail server's refusal, or its absence, means. */
final class SmtpFailures {
    private SmtpFailures() {}

    static TransferException explain(MessagingException failure, String where) {
        SMTPAddressFailedException address = find(failure, SMTPAddressFailedException.class);
        if (address != null) {
            return answered(address.getReturnCode(), "does not take mail for this recipient", address, where);
        }
        SMTPSenderFailedException sender = find(failure, SMTPSenderFailedException.class);
        if (sender != null) {
            return new TransferException(
                    Kind.DENIED, where, "does not take mail from 'mail.from': " + said(sender), failure);
        }
        if (find(failure, AuthenticationFailedException.class) != null) {
            return new TransferException(
                    Kind.AUTHENTICATION,
                    where,
                    "does not accept 'mail.user' and its password: " + said(failure),
                    failure);
        }
        SMTPSendFailedException refused = find(failure, SMTPSendFailedException.class);
        if (refused != null) {
            return answered(refused.getReturnCode(), "does not take this mail", refused, where);
        }
        return broken(failure, where);
    }

    private static TransferException broken(MessagingException failure, String where) {
        if (find(failure, SSLException.class) != null) {
            return new TransferException(
                    Kind.DENIED,
                    where,
                    "the connection could not be protected, so nothing was sent (" + said(failure)
                            + "); see 'mail.security', 'mail.ca-file' and 'tls.ca-file'",
                    failure);
        }
        if (String.valueOf(failure.getMessage()).contains("STARTTLS is required")) {
            return new TransferException(
                    Kind.UNSUPPORTED,
                    where,
                    "does not offer STARTTLS, so nothing was sent; see 'mail.security'",
                    failure);
        }
        if (find(failure, SocketTimeoutException.class) != null) {
            return new TransferException(Kind.TIMEOUT, where, "did not answer in time", failure);
        }
        if (find(failure, MailConnectException.class) != null
                || find(failure, SocketConnectException.class) != null
                || find(failure, UnknownHostException.class) != null) {
            return new TransferException(Kind.UNREACHABLE, where, "cannot be reached: " + said(failure), failure);
        }
        if (find(failure, IOException.class) != null) {
            return new TransferException(Kind.DISCONNECTED, where, "broke the connection: " + said(failure), failure);
        }
        return new TransferException(Kind.UNAVAILABLE, where, said(failure), failure);
    }

    /** RFC 5321, 4.2.1: 4yz may pass, 5yz won't. */
    private static TransferException answered(int code, String what, Exception failure, String where) {
        Kind kind = code >= 500 ? Kind.REFUSED : Kind.UNAVAILABLE;
        return new TransferException(kind, where, what + ": " + said(failure), failure);
    }

    private static String said(Exception failure) {
        return PlainWords.line(String.valueOf(failure.getMessage()), 300);
    }

    /** Down the causes, and down the chain that JavaMail keeps beside them. */
    private static <T> @Nullable T find(@Nullable Throwable failure, Class<T> kind) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
            if (next instanceof MessagingException messaging
                    && messaging.getNextException() != null
                    && messaging.getNextException() != next.getCause()) {
                T found = find(messaging.getNextException(), kind);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
