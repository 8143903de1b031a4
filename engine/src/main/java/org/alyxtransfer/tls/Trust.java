package org.alyxtransfer.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/** Which certificates of servers are accepted: by default those that Java's own authorities vouch for, for that host. */
public final class Trust {
    /** Java's own authorities. */
    public static final Trust SYSTEM = new Trust(null);

    private static final Trust ANYONE = new Trust(InsecureTrustManagerFactory.INSTANCE);

    private final @Nullable TrustManagerFactory managers;

    private Trust(@Nullable TrustManagerFactory managers) {
        this.managers = managers;
    }

    /** Whoever answers, whatever their certificate says. Passwords go to them as well. */
    public static Trust anyone() {
        return ANYONE;
    }

    /**
     * Java's own authorities, and those of a file; blocks.
     *
     * @param pem certificates of authorities, or of servers that signed their own. Fails with {@code INVALID}
     */
    public static Trust alsoOf(Path pem) {
        Collection<? extends Certificate> certificates = read(pem);
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (TrustManager manager : factory(null).getTrustManagers()) {
                if (manager instanceof X509TrustManager known) {
                    add(store, "java", known.getAcceptedIssuers());
                }
            }
            add(store, "file", certificates.toArray(Certificate[]::new));
            return new Trust(factory(store));
        } catch (GeneralSecurityException | IOException e) {
            throw new TransferException(
                    Kind.INVALID, pem.toString(), "its certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** The client that checks servers so. */
    public HttpClient secure(HttpClient client) {
        TrustManagerFactory chosen = managers;
        if (chosen == null) {
            return client.secure();
        }
        SslContextBuilder context = SslContextBuilder.forClient().trustManager(chosen);
        if (this == ANYONE) {
            context.endpointIdentificationAlgorithm(null); // else the host's name would still have to fit
        }
        try {
            SslContext built = context.build();
            return client.secure(spec -> spec.sslContext(built));
        } catch (SSLException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** The same for a connection of the JDK. */
    public void secure(HttpURLConnection connection) {
        if (managers == null || !(connection instanceof HttpsURLConnection https)) {
            return;
        }
        https.setSSLSocketFactory(sockets());
        if (this == ANYONE) {
            https.setHostnameVerifier((host, session) -> true);
        }
    }

    /** Sockets whose servers' certificates are checked so; whether the name in it is the host's is their user's to check. */
    public SSLSocketFactory sockets() {
        TrustManagerFactory chosen = managers;
        if (chosen == null) {
            return (SSLSocketFactory) SSLSocketFactory.getDefault();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, chosen.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static Collection<? extends Certificate> read(Path pem) {
        try (InputStream bytes = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes);
            if (found.isEmpty()) {
                throw new TransferException(Kind.INVALID, pem.toString(), "holds no certificate");
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new TransferException(
                    Kind.INVALID, pem.toString(), "there is no such file to read certificates from");
        } catch (CertificateException e) {
            throw new TransferException(
                    Kind.INVALID,
                    pem.toString(),
                    "is no file of certificates (PEM, '-----BEGIN CERTIFICATE-----'): " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, pem.toString(), "cannot be read: " + e.getMessage(), e);
        }
    }

    private static void add(KeyStore store, String name, Certificate... certificates) throws GeneralSecurityException {
        for (int i = 0; i < certificates.length; i++) {
            if (certificates[i] instanceof X509Certificate) {
                store.setCertificateEntry(name + i, certificates[i]);
            }
        }
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory made = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        made.init(store);
        return made;
    }
}
