package org.alyxtransfer.sandbox.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** An authority of one's own that vouches for servers; its keys are in a folder, made by the JDK's keytool. Blocks. */
public final class Authority {
    private static final String PASSWORD = "changeit";
    private static final String ITSELF = "authority";

    private final Path store;

    private Authority(Path store) {
        this.store = store;
    }

    public static Authority create(Path folder) throws IOException {
        Authority made = new Authority(folder.resolve("authority.p12"));
        made.keytool("-alias", ITSELF, "-dname", "CN=Sandbox authority", "-ext", "bc:c", "-validity", "3650");
        return made;
    }

    /**
     * A server's certificate and key.
     *
     * @param names as keytool spells them: {@code dns:localhost,ip:127.0.0.1}
     */
    public SslContext server(String names) throws IOException {
        return issue(names, "-validity", "3650");
    }

    /** A certificate and key of a server that has one cipher only, and no key for it: nobody can agree with it on anything. */
    public SslContext serverOfNoUse(String names) throws IOException {
        return issued(names, "-validity", "3650")
                .protocols("TLSv1.2")
                .ciphers(List.of("TLS_RSA_WITH_AES_128_GCM_SHA256")) // wants an RSA key; ours are elliptic
                .build();
    }

    /** A server's, out of date since yesterday. */
    public SslContext expiredServer(String names) throws IOException {
        return issue(names, "-startdate", "-10d", "-validity", "9");
    }

    /** A file with the authority's own certificate. */
    public Path pem() throws IOException {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(load().getCertificate(ITSELF).getEncoded());
            return Files.writeString(
                    store.resolveSibling("authority.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private SslContext issue(String names, String... validity) throws IOException {
        return issued(names, validity).build();
    }

    private SslContextBuilder issued(String names, String... validity) throws IOException {
        String alias = "server-" + System.nanoTime();
        List<String> words = new ArrayList<>(
                List.of("-alias", alias, "-dname", "CN=Sandbox", "-signer", ITSELF, "-ext", "san=" + names));
        words.addAll(List.of(validity));
        keytool(words.toArray(String[]::new));
        try {
            KeyStore keys = load();
            X509Certificate[] chain = Arrays.stream(keys.getCertificateChain(alias))
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            PrivateKey key = (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray());
            return SslContextBuilder.forServer(key, chain);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // half of its time
                "-genkeypair",
                "-keyalg",
                "EC",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
