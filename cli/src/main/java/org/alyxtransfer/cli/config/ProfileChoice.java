package org.alyxtransfer.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which profile a run uses.
 *
 * @param required whether it was asked for, so that its absence is an error
 */
public record ProfileChoice(String name, Path file, boolean required) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** {@code --config}, else {@code --profile}, else ALYX_TRANSFER_PROFILE, else "default". */
    public static ProfileChoice of(@Nullable String name, @Nullable Path file, Map<String, String> environment) {
        if (file != null) {
            return new ProfileChoice(file.toString(), file, true);
        }
        String named = name == null ? environment.getOrDefault("ALYX_TRANSFER_PROFILE", "") : name;
        String chosen = named.isEmpty() ? "default" : named;
        if (!NAME.matcher(chosen).matches()) {
            throw new TransferException(
                    Kind.INVALID, chosen, "a profile's name may hold only letters, digits, '-' and '_'");
        }
        return new ProfileChoice(chosen, Folders.of(environment).profile(chosen), !named.isEmpty());
    }
}
