package org.alyxtransfer.sandbox.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An SMTP server on a free port of loopback that puts each mail into a folder before it says that it took it: as {@code
 * .eml}, as {@code .html}, and with an {@code index.html} of all that it took. Mails that lie there already are left alone.
 */
public final class MailSink implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long STARTUP_MILLIS = 60_000; // a busy machine may need more than GreenMail's two seconds
    private static final int LONGEST_NAME = 80;
    private static final Pattern NUMBERED = Pattern.compile("(\\d{3,9})-.*\\.(?:eml|html)");

    private final Path folder;
    private final GreenMail server;
    private final List<StoredMail> mails = new ArrayList<>();
    private final int before;

    private MailSink(Path folder) throws IOException {
        this.folder = folder;
        this.before = highestNumber(folder);
        ServerSetup setup = new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(STARTUP_MILLIS);
        this.server = new GreenMail(setup);
    }

    /** Blocks until it listens. */
    public static MailSink start(Path folder) throws IOException {
        MailSink sink = new MailSink(Files.createDirectories(folder));
        sink.server.start();
        UserManager users = sink.server.getUserManager();
        users.setMessageDeliveryHandler((message, to) -> sink.take(message, to, users));
        return sink;
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    public Path folder() {
        return folder;
    }

    /** Those taken so far, in that order. */
    public synchronized List<StoredMail> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() {
        server.stop();
    }

    private synchronized GreenMailUser take(MovingMessage moving, MailAddress to, UserManager users)
            throws MessagingException, UserException {
        try {
            mails.add(store(moving.getMessage(), to.getEmail()));
            write(folder.resolve("index.html"), MailPage.index(mails).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new MessagingException("the mail could not be stored", e);
        }
        GreenMailUser known = users.getUserByEmail(to.getEmail());
        return known != null ? known : users.createUser(to.getEmail(), to.getEmail(), "");
    }

    private StoredMail store(MimeMessage message, String to) throws MessagingException, IOException {
        String subject = message.getSubject() == null ? "" : message.getSubject();
        String name = String.format(Locale.ROOT, "%03d-%s", before + mails.size() + 1, fileName(subject));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        message.writeTo(bytes);
        Path eml = folder.resolve(name + ".eml");
        Path page = folder.resolve(name + ".html");
        write(eml, bytes.toByteArray());
        write(page, MailPage.of(message).getBytes(StandardCharsets.UTF_8));
        return new StoredMail(subject, to, eml, page);
    }

    private static int highestNumber(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NUMBERED.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    private static String fileName(String subject) {
        String plain = subject.replaceAll("[^A-Za-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "mail" : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }

    /** Whole or not at all, for whoever looks meanwhile. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), ".", ".new");
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
