package org.alyxtransfer.sandbox.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A mail as a browser shows it: its head, its HTML (or text) with the pictures in it, and links to its attachments. */
final class MailPage {
    private static final String HEAD_STYLE = "max-width:720px;margin:0 auto;padding:16px 28px 0;box-sizing:border-box;"
            + "font:14px/21px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#7d8590;";

    private final Map<String, String> pictures = new LinkedHashMap<>();
    private final List<String> attachments = new ArrayList<>();
    private String html = "";
    private String text = "";

    private MailPage() {}

    static String of(MimeMessage message) throws MessagingException, IOException {
        MailPage page = new MailPage();
        page.read(message);
        String body = page.html.isEmpty()
                ? "<html><body><pre style=\"max-width:720px;margin:16px auto\">" + escaped(page.text)
                        + "</pre></body></html>"
                : page.html;
        for (Map.Entry<String, String> picture : page.pictures.entrySet()) {
            body = body.replace("cid:" + picture.getKey(), picture.getValue());
        }
        int from = body.indexOf('>', body.toLowerCase(Locale.ROOT).indexOf("<body")) + 1;
        return body.substring(0, from) + page.head(message) + body.substring(from);
    }

    static String index(List<StoredMail> mails) {
        String rows = mails.stream()
                .map(mail -> "<li><a href=\"%s\">%s</a> to %s (<a href=\"%s\">.eml</a>)</li>"
                        .formatted(
                                mail.page().getFileName(),
                                escaped(mail.subject()),
                                escaped(mail.to()),
                                mail.eml().getFileName()))
                .collect(Collectors.joining("\n"));
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
            <title>Mails of the sandbox</title></head>
            <body style="max-width:720px;margin:32px auto;padding:0 16px;font:16px/26px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;">
            <h1 style="font-size:24px">Mails of the sandbox</h1>
            <ol>
            %s
            </ol></body></html>
            """.formatted(rows);
    }

    private void read(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof MimeMultipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i));
            }
            return;
        }
        String[] id = part.getHeader("Content-ID");
        if (id != null && part.isMimeType("image/*")) {
            pictures.put(id[0].replaceAll("[<>]", ""), dataUrl(part));
        } else if (part instanceof BodyPart && Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            attachments.add("<a download=\"%s\" href=\"%s\">%s</a>"
                    .formatted(escaped(name(part)), dataUrl(part), escaped(name(part))));
        } else if (part.isMimeType("text/html")) {
            html = (String) part.getContent();
        } else if (part.isMimeType("text/plain")) {
            text = (String) part.getContent();
        }
    }

    private String head(MimeMessage message) throws MessagingException {
        StringBuilder head = new StringBuilder("<div style=\"" + HEAD_STYLE + "\">");
        line(
                head,
                "From",
                String.valueOf(Arrays.stream(message.getFrom()).findFirst().orElse(null)));
        line(
                head,
                "To",
                Arrays.stream(message.getAllRecipients()).map(Object::toString).collect(Collectors.joining(", ")));
        line(head, "Subject", String.valueOf(message.getSubject()));
        if (!attachments.isEmpty()) {
            head.append("<div><b>Attached</b> ")
                    .append(String.join(", ", attachments))
                    .append("</div>");
        }
        return head.append("</div>").toString();
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append("<div><b>")
                .append(name)
                .append("</b> ")
                .append(escaped(value))
                .append("</div>");
    }

    private static String name(Part part) throws MessagingException {
        return part.getFileName() == null ? "attachment" : part.getFileName();
    }

    private static String dataUrl(Part part) throws MessagingException, IOException {
        String type = part.getContentType().replaceAll("[;\\s].*", "").toLowerCase(Locale.ROOT);
        return "data:" + type + ";base64,"
                + Base64.getEncoder().encodeToString(part.getInputStream().readAllBytes());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
