package org.alyxtransfer.cli.sandbox;

import java.util.Map;
import org.alyxtransfer.cli.config.MailKeys;

/**
 * How to reach a sandbox.
 *
 * @param storageUrl the subjects' folder, {@code smb://…} or {@code file:…}
 * @param storageFolder the same folder as this computer's disk shows it
 * @param httpUrl the same folder on the file server
 * @param mailFolder what its mail server took, as {@code .eml} and {@code .html}
 * @param notice what a person must be told, such as that there is no Samba; "" for nothing
 */
public record SandboxAccess(
        String alyxUrl,
        String alyxUser,
        String alyxPassword,
        String storageUrl,
        String storageUser,
        String storagePassword,
        String storageFolder,
        String httpUrl,
        String httpUser,
        String httpPassword,
        String repository,
        String lab,
        String project,
        String mailHost,
        int mailPort,
        String mailFolder,
        String notice) {
    private static final String SENDER = "alyx-transfer@demolab.example";

    /** The secrets, and what {@code setup} doesn't ask for, as the environment of a command. */
    public Map<String, String> environment() {
        return Map.of(
                "ALYX_PASSWORD",
                alyxPassword,
                "SMB_PASSWORD",
                storagePassword,
                "HTTP_PASSWORD",
                httpPassword,
                MailKeys.HOST.environment(),
                mailHost,
                MailKeys.PORT.environment(),
                Integer.toString(mailPort),
                MailKeys.SECURITY.environment(),
                "none",
                MailKeys.FROM.environment(),
                SENDER);
    }

    /** A whole profile, secrets included. */
    public String profile() {
        return "# Written by 'alyx-transfer sandbox up'; gone after 'alyx-transfer sandbox down'.\n"
                + section("alyx", "url", alyxUrl, "user", alyxUser, "password", alyxPassword, "repository", repository)
                + section("storage", "url", storageUrl, "user", storageUser, "password", storagePassword)
                + section("http", "url", httpUrl, "user", httpUser, "password", httpPassword)
                + section("mail", "host", mailHost, "port", "" + mailPort, "security", "none", "from", SENDER);
    }

    private static String section(String name, String... keysAndValues) {
        StringBuilder text = new StringBuilder(name).append(":\n");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            text.append("  ")
                    .append(keysAndValues[i])
                    .append(": \"")
                    .append(keysAndValues[i + 1])
                    .append("\"\n");
        }
        return text.toString();
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "sandbox[" + alyxUrl + ", " + storageUrl + ", " + httpUrl + "]";
    }
}
