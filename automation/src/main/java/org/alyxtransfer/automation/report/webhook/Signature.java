package org.alyxtransfer.automation.report.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Signs as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body, so none can be replayed. */
final class Signature {
    private static final String ENCODED = "whsec_"; // what follows is base64; any other secret is taken as it is

    private Signature() {}

    static Map<String, String> headers(String id, Instant now, String body, String secret) {
        String time = Long.toString(now.getEpochSecond());
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", time,
                "webhook-signature", "v1," + sign(id + "." + time + "." + body, secret));
    }

    private static String sign(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), mac.getAlgorithm()));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] key(String secret) {
        if (!secret.startsWith(ENCODED)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(ENCODED.length()));
        } catch (IllegalArgumentException e) {
            throw new TransferException(
                    Kind.AUTHENTICATION, "webhook", "after 'whsec_' the secret has to be base64, which it isn't");
        }
    }
}
