package org.alyxtransfer.automation.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A lab's own authority, and a certificate that it gave to {@code localhost} only; made by the JDK's keytool. */
record Certificates(Path authority, Path store) {
    static final String PASSWORD = "changeit";

    static Certificates make(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("server.p12");
        Path authority = folder.resolve("authority.pem");
        String[] pair = {"-genkeypair", "-keyalg", "EC", "-validity", "30", "-alias"};
        keytool(store, pair, "ca", "-dname", "CN=Lab Authority", "-ext", "bc:c");
        keytool(store, pair, "mail", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-signer", "ca");
        keytool(store, new String[] {"-exportcert", "-rfc", "-alias"}, "ca", "-file", authority.toString());
        keytool(store, new String[] {"-delete", "-alias"}, "ca");
        return new Certificates(authority, store);
    }

    SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path store, String[] what, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1"); // half of its time
        command.addAll(List.of(what));
        command.addAll(List.of(more));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
