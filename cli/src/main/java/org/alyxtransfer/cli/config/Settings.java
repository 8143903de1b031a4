package org.alyxtransfer.cli.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.config.Origin.Source;
import org.alyxtransfer.cli.config.ProfileFile.Entry;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * The settings of one run: for each key the value of the first source that has it (flag, environment, profile,
 * default), checked as a whole when loaded.
 */
public final class Settings {
    private final Map<String, Entry> entries;
    private final boolean insecure;

    /** A key as it stands, for people; secrets are blotted out. */
    public record Shown(String key, String value, Origin origin, String description) {}

    private Settings(Map<String, Entry> entries, boolean insecure) {
        this.entries = entries;
        this.insecure = insecure;
    }

    /**
     * Loads and checks. A profile that was asked for by name or file must exist; the default one need not.
     *
     * @param flags values by key, as the command line gave them
     * @throws TransferException of kind {@code INVALID} that names the source of the bad value
     */
    public static Settings load(ProfileChoice choice, Map<String, String> flags, Map<String, String> environment) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Keys.all().stream()
                .filter(setting -> !setting.defaultText().isEmpty())
                .forEach(setting -> entries.put(setting.key(), new Entry(setting.defaultText(), Origin.DEFAULT)));
        Path file = choice.file();
        if (choice.required() || Files.exists(file)) {
            entries.putAll(ProfileFile.read(file));
        }
        for (Setting<?> setting : Keys.all()) {
            String value = environment.getOrDefault(setting.environment(), "");
            if (!value.isEmpty()) {
                Origin origin = new Origin(Source.ENVIRONMENT, "$" + setting.environment());
                entries.put(setting.key(), new Entry(value, origin));
            }
        }
        flags.forEach((key, value) -> entries.put(key, flag(key, value)));
        Settings settings = new Settings(entries, false);
        settings.checkAll();
        return settings;
    }

    /** As {@link #load}, but for a profile that is yet to be written. */
    public static Settings loadIfThere(
            ProfileChoice choice, Map<String, String> flags, Map<String, String> environment) {
        return load(new ProfileChoice(choice.name(), choice.file(), false), flags, environment);
    }

    /** The same with what somebody answered; secrets included. */
    public Settings with(Map<String, String> answers) {
        Map<String, Entry> more = new LinkedHashMap<>(entries);
        answers.forEach((key, value) -> more.put(key, new Entry(value, new Origin(Source.FLAG, "your answer"))));
        Settings settings = new Settings(more, insecure);
        settings.checkAll();
        return settings;
    }

    /** The same without looking at servers' certificates; belongs to a run, never to a profile. */
    public Settings insecure(boolean anyone) {
        return new Settings(entries, anyone);
    }

    public boolean isInsecure() {
        return insecure;
    }

    /** As written; "" when neither set nor defaulted. */
    public String text(Setting<?> setting) {
        Entry entry = entries.get(setting.key());
        return entry == null ? "" : entry.text();
    }

    /** Where the value came from. */
    public Source source(Setting<?> setting) {
        Entry entry = entries.get(setting.key());
        return entry == null ? Source.DEFAULT : entry.origin().source();
    }

    /** Empty when neither set nor defaulted. */
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(entries.get(setting.key()))
                .filter(entry -> !entry.text().isEmpty())
                .map(entry -> parse(setting, entry));
    }

    /** Fails with {@code INVALID}, saying how to set it, when there is no value. */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new TransferException(
                        Kind.INVALID,
                        setting.key(),
                        "is not set; run 'alyx-transfer setup', or set " + setting.environment()));
    }

    /** All keys with what they are and where that came from, in the order of {@link Keys#all()}. */
    public List<Shown> shown() {
        return Keys.all().stream().map(this::show).toList();
    }

    private Shown show(Setting<?> setting) {
        Entry entry = entries.getOrDefault(setting.key(), new Entry("", Origin.DEFAULT));
        String text = setting.secret() && !entry.text().isEmpty() ? "********" : entry.text();
        return new Shown(setting.key(), text, entry.origin(), setting.description());
    }

    private static Entry flag(String key, String value) {
        Setting<?> setting = Keys.find(key)
                .orElseThrow(() -> new TransferException(Kind.INVALID, "--set " + key, Keys.unknown(key)));
        if (setting.secret()) {
            throw new TransferException(
                    Kind.INVALID,
                    "--set " + key,
                    "secrets don't belong on a command line, where other users see them; set " + setting.environment());
        }
        return new Entry(value, new Origin(Source.FLAG, "--set"));
    }

    private void checkAll() {
        for (Setting<?> setting : Keys.all()) {
            Entry entry = entries.get(setting.key());
            if (entry != null && !entry.text().isEmpty()) {
                Object checked = parse(setting, entry);
                assert checked != null;
            }
        }
    }

    private static <T> T parse(Setting<T> setting, Entry entry) {
        try {
            return setting.parser().apply(entry.text());
        } catch (IllegalArgumentException e) {
            boolean hidden = setting.secret() || entry.text().contains("@"); // an address may hold a password
            String shown = hidden ? "its value" : "'" + entry.text() + "'";
            throw new TransferException(
                    Kind.INVALID,
                    entry.origin().place(),
                    setting.key() + " cannot be " + shown + ": " + e.getMessage(),
                    hidden ? null : e);
        }
    }
}
