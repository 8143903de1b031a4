package org.alyxtransfer.tls;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Tells why no TLS connection came about, when nothing of a request has been sent yet, and when one broke. */
public final class TlsFailures {
    // An alert's name as the other end sends it, or what Java says when it finds the same by itself.
    private static final List<String> FINAL_WORDS = List.of(
            "handshake_failure",
            "protocol_version",
            "insufficient_security",
            "no_application_protocol",
            "unrecognized_name",
            "certificate",
            "unknown_ca",
            "access_denied",
            "No appropriate protocol",
            "not accepted by client preferences");
    private static final Pattern TEXT = Pattern.compile("(?:[2-6][0-9a-f]|7[0-9a-e]){4}");

    private TlsFailures() {}

    /** Empty for what is no matter of TLS, and for connections that broke. */
    public static Optional<TransferException> find(Throwable failure, String where) {
        List<Throwable> chain = chain(failure);
        Optional<CertificateException> refused = last(chain, CertificateException.class);
        if (refused.isPresent()) {
            return Optional.of(untrusted(refused.get(), where, failure));
        }
        if (failure instanceof NotSslRecordException
                && isText(failure)) { // a decoder's, once a connection had come about
            return Optional.of(new TransferException(
                    Kind.INVALID,
                    where,
                    "the server does not speak TLS on this port; is it http:// rather than https://?",
                    failure));
        }
        if (!(failure instanceof SSLHandshakeException) || !isFinal(String.valueOf(failure.getMessage()))) {
            return Optional.empty();
        }
        return Optional.of(new TransferException(
                Kind.UNSUPPORTED, where, "no TLS connection came about (" + failure.getMessage() + ")", failure));
    }

    /** Anything else may come of a greeting that was spoilt on its way, or cut short. */
    private static boolean isFinal(String why) {
        return FINAL_WORDS.stream().anyMatch(why::contains);
    }

    /** Netty tells in hexadecimal digits what arrived; an HTTP server answers in text, a spoilt record is none. */
    private static boolean isText(Throwable failure) {
        String told = String.valueOf(failure.getMessage());
        return TEXT.matcher(told.substring(told.lastIndexOf(' ') + 1)).lookingAt();
    }

    /** Whether a connection that had come about broke: a record was spoilt on its way, here or at the other end. */
    public static boolean isBroken(Throwable failure) {
        return failure instanceof DecoderException && failure.getCause() instanceof SSLException;
    }

    private static TransferException untrusted(CertificateException refused, String where, Throwable failure) {
        return new TransferException(
                Kind.UNTRUSTED,
                where,
                "the server's certificate is not accepted: " + reason(refused) + "; nothing was sent to it",
                failure);
    }

    private static String reason(CertificateException refused) {
        String text = String.valueOf(refused.getMessage());
        if (refused instanceof CertificateExpiredException) {
            return "it has expired (" + text + ")";
        }
        if (refused instanceof CertificateNotYetValidException) {
            return "it is not yet valid, or this computer's clock is wrong (" + text + ")";
        }
        if (text.contains("PKIX path building failed")) {
            return "it is signed by nobody whom this computer knows";
        }
        if (text.startsWith("No subject alternative") || text.startsWith("No name matching")) {
            return "it belongs to another host (" + text + ")";
        }
        return text;
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure; at != null && chain.size() < 20; at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }

    /** The deepest of a kind: Java wraps the reason several times. */
    private static <T extends Throwable> Optional<T> last(List<Throwable> chain, Class<T> kind) {
        return chain.stream().filter(kind::isInstance).map(kind::cast).reduce((first, second) -> second);
    }
}
