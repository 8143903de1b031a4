package org.alyxtransfer.automation.report;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.http.WebAddress;
import org.jspecify.annotations.Nullable;

/**
 * A server that is told by an HTTP request.
 *
 * @param url where the request goes; http or https, without user or password
 * @param secret the trigger token, API token or signing key; for Jenkins {@code USER:API_TOKEN}; null for unsigned JSON
 * @param parameters what the form needs beside these, e.g. {@code ref} for {@link WebhookForm#GITLAB}
 */
public record WebhookRecipient(
        WebhookForm form, URI url, @Nullable SecretSource secret, Map<String, String> parameters) implements Recipient {

    public WebhookRecipient {
        if (!WebAddress.isOne(url) || url.getUserInfo() != null) {
            throw new TransferException(
                    Kind.INVALID, "webhook", "expected an address like https://ci.lab.org/…, without user or password");
        }
        if (secret == null && form != WebhookForm.JSON) {
            throw new TransferException(Kind.INVALID, "webhook", "one of this form needs a secret");
        }
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String key() {
        String address = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
        String query = url.getRawQuery() == null
                ? ""
                : "?…" + Integer.toHexString(url.getRawQuery().hashCode());
        return form + " " + address + query + " " + new TreeMap<>(parameters); // a query may hold a token
    }
}
