package org.alyxtransfer.automation.report.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.tls.Trust;

/** Whose certificates are believed. */
final class Authorities {
    private Authorities() {}

    /** Reads the file anew; blocks. */
    static SSLSocketFactory of(SmtpSettings settings) {
        Path instead = settings.authorities();
        if (instead != null) {
            return trusting(instead);
        }
        Path besides = settings.moreAuthorities();
        return besides == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : alsoTrusting(besides);
    }

    private static SSLSocketFactory alsoTrusting(Path pem) {
        try {
            return Trust.alsoOf(pem).sockets();
        } catch (TransferException e) { // a report waits for a file that is mended, as it does for a server
            throw new TransferException(
                    Kind.UNAVAILABLE, pem.toString(), "the certificates cannot be read: " + e.getMessage(), e);
        }
    }

    private static SSLSocketFactory trusting(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new TransferException(Kind.UNAVAILABLE, pem.toString(), "holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new TransferException(
                    Kind.UNAVAILABLE, pem.toString(), "its certificates cannot be read: " + e.getMessage(), e);
        }
    }
}
