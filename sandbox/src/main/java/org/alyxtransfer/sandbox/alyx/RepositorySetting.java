package org.alyxtransfer.sandbox.alyx;

import org.jspecify.annotations.Nullable;

/**
 * A data repository as it shall be when the server starts.
 *
 * @param name an existing repository's, which is changed, or a new one's
 * @param hostname without a port: Alyx allows none
 * @param dataUrl where its files are served, ending with a slash, since Alyx only glues a relative path to it; ONE
 *     expects it to end with {@code /<lab>/Subjects/}. Null when they are not served
 * @param globusPath the folder on the host, null to leave it
 * @param lab the lab it is attached to, null to leave labs as they are
 */
public record RepositorySetting(
        String name,
        String hostname,
        @Nullable String dataUrl,
        @Nullable String globusPath,
        @Nullable String lab) {
    public RepositorySetting {
        if (dataUrl != null && !dataUrl.endsWith("/")) {
            throw new IllegalArgumentException("the data_url of repository " + name + " must end with a slash, but is "
                    + dataUrl + ": Alyx puts relative paths right behind it");
        }
    }

    /** One of the seed, such as {@code local_smb}, with a new address. */
    public static RepositorySetting served(String name, String hostname, String dataUrl) {
        return new RepositorySetting(name, hostname, dataUrl, null, null);
    }
}
