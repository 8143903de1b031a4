package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code setup} asks about the login to the share. */
class SetupLoginTest {
    @TempDir
    Path home;

    @Test
    void ticketsNeedNoFurtherQuestion() {
        CommandRun setup = setupAnswering("kerberos");

        assertThat(setup.exit()).isZero();
        assertThat(setup.out())
                .contains("(password, kerberos, guest, anonymous) [password]: ")
                .doesNotContain("Your name on the share");
        assertThat(profile())
                .content()
                .contains("login: kerberos", "repository: lab_nas")
                .doesNotContain("signing");
    }

    @Test
    void aGuestIsAskedAboutSigning() {
        CommandRun setup = setupAnswering("guest", "off");

        assertThat(setup.out())
                .contains("Messages of a guest cannot be signed")
                .doesNotContain("Your name on the share");
        assertThat(profile()).content().contains("login: guest", "signing: \"off\"", "repository: lab_nas");
    }

    @Test
    void aPasswordIsAskedForAsEver() {
        CommandRun setup = setupAnswering("", "anna", "swordfish");

        assertThat(setup.exit()).isZero();
        assertThat(profile())
                .content()
                .contains("user: anna", "password: swordfish")
                .doesNotContain("login");
    }

    @Test
    void whatIsNoLoginIsRefused() {
        CommandRun setup = setupAnswering("ntlm");

        assertThat(setup.exit()).isEqualTo(2);
        assertThat(setup.err()).contains("storage.login cannot be 'ntlm': expected one of password, kerberos, guest");
        assertThat(profile()).doesNotExist();
    }

    @Test
    void theCacheOfThisLoginStaysOutOfTheProfile() {
        Desk desk = Desk.at(home).with("KRB5CCNAME", "FILE:/tmp/krb5cc_1000_a8Wx");

        CommandRun setup = desk.run("setup", "--no-check", "--storage-login", "kerberos");

        assertThat(setup.exit()).isZero();
        assertThat(profile()).content().contains("login: kerberos").doesNotContain("krb5cc");
        assertThat(desk.run("config", "show", "--origin").out())
                .containsPattern("storage.login +kerberos +.*default.yaml")
                .containsPattern("storage.ticket-cache +FILE:/tmp/krb5cc_1000_a8Wx +.*KRB5CCNAME");
    }

    @Test
    void shellsCompleteTheLogins() {
        assertThat(Desk.at(home).run("completion").out())
                .contains("--storage-login", "\"password\" \"kerberos\" \"guest\" \"anonymous\"");
    }

    private CommandRun setupAnswering(String... login) {
        List<String> answers =
                new ArrayList<>(List.of("http://alyx.example.org", "anna", "secret", "smb://nas.example.org/lab"));
        answers.addAll(List.of(login));
        answers.addAll(List.of("lab_nas", ""));
        return Desk.at(home).onTerminal().typing(answers.toArray(String[]::new)).run("setup", "--no-check");
    }

    private Path profile() {
        return home.resolve(".config/alyx-transfer/default.yaml");
    }
}
