package org.alyxtransfer.automation.report;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * A server that is told by an HTTP request.
 *
 * @param url where the request goes; http or https, without user or password
 * @param secret the trigger token, API token or signing key
 * @param parameters what the form needs beside these, e.g. {@code ref} for {@link WebhookForm#GITLAB}
 */
public record WebhookRecipient(WebhookForm form, URI url, SecretSource secret, Map<String, String> parameters)
        implements Recipient {

    public WebhookRecipient {
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme()) || url.getUserInfo() != null) {
            throw new TransferException(
                    Kind.INVALID, "webhook", "expected an address like https://ci.lab.org/…, without user or password");
        }
        parameters = Map.copyOf(parameters);
    }

    @Override
    public String key() {
        return form + " " + url + " " + new TreeMap<>(parameters);
    }
}
