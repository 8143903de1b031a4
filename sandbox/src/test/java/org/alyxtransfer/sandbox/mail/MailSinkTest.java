package org.alyxtransfer.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {
    @TempDir
    Path folder;

    @Test
    void aMailLiesInTheFolderOnceItWasTakenAndABrowserCanShowIt() throws Exception {
        try (MailSink sink = MailSink.start(folder.resolve("mails"))) {
            send(sink);

            assertThat(sink.mails()).hasSize(1);
            StoredMail mail = sink.mails().get(0);
            assertThat(mail.to()).isEqualTo("ada@lab.org");
            assertThat(mail.eml().getFileName()).hasToString("001-Results-COGP-003.eml");
            try (var in = Files.newInputStream(mail.eml())) {
                assertThat(new MimeMessage(null, in).getSubject()).isEqualTo("Results <COGP-003>");
            }
            assertThat(Files.readString(mail.page()))
                    .contains(
                            "<img src=\"data:image/png;base64,iVBO",
                            "Results &lt;COGP-003&gt;",
                            "download=\"log.txt\" href=\"data:text/plain;base64,aGk=")
                    .doesNotContain("cid:");
            assertThat(Files.readString(sink.folder().resolve("index.html"))).contains("001-Results-COGP-003.html");
        }
    }

    @Test
    void mailsOfAnEarlierSinkInTheFolderStay() throws Exception {
        Path earlier = Files.writeString(folder.resolve("009-Results-COGP-003.eml"), "earlier");
        Files.writeString(folder.resolve("2022-plan.txt"), "of the user");

        try (MailSink sink = MailSink.start(folder)) {
            send(sink);

            assertThat(sink.mails().get(0).eml().getFileName()).hasToString("010-Results-COGP-003.eml");
        }

        assertThat(earlier).hasContent("earlier");
    }

    private static void send(MailSink sink) throws Exception {
        Properties smtp = new Properties();
        smtp.setProperty("mail.smtp.host", sink.host());
        smtp.setProperty("mail.smtp.port", Integer.toString(sink.port()));
        Transport.send(mail(Session.getInstance(smtp)));
    }

    private static MimeMessage mail(Session session) throws Exception {
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<html><body class=\"x\"><img src=\"cid:plot@x\"></body></html>", "UTF-8", "html");
        MimeBodyPart plot = new MimeBodyPart();
        plot.setDataHandler(
                new DataHandler(new ByteArrayDataSource(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "image/png")));
        plot.setContentID("<plot@x>");
        MimeBodyPart log = new MimeBodyPart();
        log.setText("hi", "UTF-8", "plain");
        log.setFileName("log.txt");
        log.setDisposition(Part.ATTACHMENT);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("alyx@lab.org"));
        mail.setRecipient(RecipientType.TO, new InternetAddress("ada@lab.org"));
        mail.setSubject("Results <COGP-003>");
        mail.setContent(new MimeMultipart(html, plot, log));
        return mail;
    }
}
