package org.alyxtransfer.automation.report.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.alyxtransfer.automation.report.MailRecipient;

/** A letter as a MIME message whose Message-ID does not change from one attempt to the next. */
final class MimeLetter extends MimeMessage {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;

    private MimeLetter(Session session, String id) {
        super(session);
        this.id = id;
    }

    static MimeMessage of(Letter letter, String id, MailRecipient from, MailRecipient to, Session session, Instant now)
            throws MessagingException {
        String domain = from.address().substring(from.address().lastIndexOf('@') + 1);
        MimeLetter message = new MimeLetter(session, "<" + id + "@" + domain + ">");
        message.setFrom(new InternetAddress(from.address()));
        message.setRecipient(RecipientType.TO, new InternetAddress(to.address()));
        message.setSubject(letter.subject(), UTF_8);
        message.setSentDate(Date.from(now));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday notes, please
        MimeMultipart parts = new MimeMultipart("mixed");
        parts.addBodyPart(part(alternatives(letter)));
        for (Enclosure file : letter.attachments()) {
            MimeBodyPart part = file(file);
            part.setDisposition(Part.ATTACHMENT);
            parts.addBodyPart(part);
        }
        message.setContent(parts);
        message.saveChanges();
        return message;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    private static MimeMultipart alternatives(Letter letter) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(LetterText.of(letter), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(LetterHtml.of(letter), UTF_8, "html");
        MimeMultipart related = new MimeMultipart("related");
        related.addBodyPart(html);
        for (int i = 0; i < letter.pictures().size(); i++) {
            MimeBodyPart picture = file(letter.pictures().get(i));
            picture.setDisposition(Part.INLINE);
            picture.setContentID("<" + LetterHtml.contentId(i) + ">");
            related.addBodyPart(picture);
        }
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(text);
        alternatives.addBodyPart(part(related));
        return alternatives;
    }

    private static MimeBodyPart part(MimeMultipart parts) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(parts);
        return part;
    }

    private static MimeBodyPart file(Enclosure file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.bytes(), file.type())));
        part.setHeader("Content-Transfer-Encoding", "base64"); // also for text: bytes arrive as they are
        part.setFileName(file.fileName());
        return part;
    }
}
