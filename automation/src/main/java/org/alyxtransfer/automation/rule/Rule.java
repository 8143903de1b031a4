package org.alyxtransfer.automation.rule;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What starts a run, which datasets it fetches, what is run, and who is told.
 *
 * @param name unique among all rules; what was done is remembered under it
 * @param action null where the trigger itself is all that is to be done: an upload
 */
public record Rule(
        String name,
        Path file,
        Trigger trigger,
        Selection selection,
        @Nullable Action action,
        Reports reports) {

    /**
     * Which datasets of the session are fetched.
     *
     * @param datasets globs over names, or over paths in the session where they hold a slash; none for all
     */
    public record Selection(List<String> datasets, boolean allRevisions) {
        public Selection {
            datasets = List.copyOf(datasets);
        }
    }

    /**
     * Who gets the result.
     *
     * @param mail addresses
     * @param sessionUsers also the session's users in Alyx, by the addresses that Alyx has of them
     */
    public record Reports(List<String> mail, boolean sessionUsers, List<Webhook> webhooks) {
        public Reports {
            mail = List.copyOf(mail);
            webhooks = List.copyOf(webhooks);
        }
    }

    /**
     * A server that is told.
     *
     * @param kind which form of request it understands
     * @param secret where its token is found, {@code env:NAME} or {@code file:/path}; never the token itself
     * @param parameters what the kind needs besides, such as {@code ref}
     */
    public record Webhook(String kind, String url, String secret, Map<String, String> parameters) {
        public Webhook {
            parameters = Map.copyOf(parameters);
        }

        /** Its address as it may be shown: the rest may hold a token. */
        public String address() {
            URI whole = URI.create(url);
            return whole.getScheme() + "://" + whole.getRawAuthority() + whole.getRawPath();
        }

        /** The forms of request that there are. */
        public static final List<String> KINDS = List.of("json", "gitlab", "jenkins", "github", "gitea");
    }
}
