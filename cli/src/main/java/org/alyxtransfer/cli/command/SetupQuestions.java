package org.alyxtransfer.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.frame.Surroundings;

/** The questions of {@code setup}; what is known already is the suggested answer. */
final class SetupQuestions {
    private final Surroundings surroundings;
    private final Settings known;
    private final Map<String, String> answers = new LinkedHashMap<>();

    SetupQuestions(Surroundings surroundings, Settings known) {
        this.surroundings = surroundings;
        this.known = known;
    }

    /** Answers by key; only those that differ from what was known. */
    Map<String, String> ask() {
        ask("Alyx's address", Keys.ALYX_URL);
        ask("Your name in Alyx", Keys.ALYX_USER);
        askSecret("Your password in Alyx", Keys.ALYX_PASSWORD);
        ask("The subjects' folder on the share (smb://host/share/folder, or file:/folder)", Keys.STORAGE_URL);
        String storage = answer(Keys.STORAGE_URL);
        if (storage.startsWith("smb:")) {
            login();
        }
        ask("The share's name in Alyx (data repository)", Keys.REPOSITORY);
        ask("The file server's address of the same folder (empty: as Alyx says)", Keys.HTTP_URL);
        if (!answer(Keys.HTTP_URL).isEmpty()) {
            ask("Your name on the file server (empty: none)", Keys.HTTP_USER);
            if (!answer(Keys.HTTP_USER).isEmpty()) {
                askSecret("Your password on the file server", Keys.HTTP_PASSWORD);
            }
        }
        return answers;
    }

    private void login() {
        ask("How to log on to the share (password, kerberos, guest, anonymous)", Keys.STORAGE_LOGIN);
        String login = answer(Keys.STORAGE_LOGIN);
        if (login.equals("password")) {
            ask("Your name on the share", Keys.STORAGE_USER);
            askSecret("Your password on the share", Keys.STORAGE_PASSWORD);
        } else if (login.equals("guest") || login.equals("anonymous")) {
            ask(
                    "Messages of a guest cannot be signed: whoever is on the way can change them (off, if-required)",
                    Keys.SMB_SIGNING);
        }
    }

    private void ask(String question, Setting<?> setting) {
        String before = answer(setting);
        String answer = surroundings.ask(question, before);
        if (!answer.equals(before)) {
            answers.put(setting.key(), answer);
        }
    }

    private void askSecret(String question, Setting<String> setting) {
        boolean has = known.find(setting).isPresent();
        String answer = surroundings.askSecret(question + (has ? " (empty: as before)" : ""));
        if (!answer.isEmpty()) {
            answers.put(setting.key(), answer);
        }
    }

    private String answer(Setting<?> setting) {
        return answers.getOrDefault(setting.key(), known.text(setting));
    }
}
