package org.alyxtransfer.automation.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.alyxtransfer.automation.rule.Trigger.OnAlyx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
    private static final String GOOD = """
            rule: trials
            trigger:
              alyx:
                subject: COGP-003
            action:
              command: [python3, script.py, "{session_folder}"]
            """;

    @TempDir
    Path folder;

    @Test
    void theShippedExamplesAreInOrder() {
        Rules rules = Rules.read(List.of(Path.of("../config/rules")));

        assertThat(rules.errors()).isEmpty();
        assertThat(rules.warnings()).isEmpty();
        assertThat(rules.all()).extracting(Rule::name).contains("trials-summary", "spike-counts", "rig-upload");
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        Rule rule = Rules.read(List.of(written(GOOD))).all().get(0);

        assertThat(rule.trigger()).isInstanceOfSatisfying(OnAlyx.class, alyx -> {
            assertThat(alyx.subjects()).containsExactly("COGP-003");
            assertThat(alyx.settle()).isEqualTo(Duration.ofMinutes(2));
        });
        assertThat(rule.action()).satisfies(action -> {
            assertThat(action.timeout()).isEqualTo(Duration.ofHours(1));
            assertThat(action.environment()).contains("PATH").doesNotContain("ALYX_PASSWORD");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    subject: COGP-003           | subjet: COGP-003            | 4:5: unknown key 'subjet'; did you mean 'subject'?
                    subject: COGP-003           | from: 2022-13-01            | 4:11: 'from' cannot be '2022-13-01'
                    subject: COGP-003           | settle-seconds: soon        | 4:21: 'settle-seconds' cannot be 'soon': expected a whole number from 0 to 86400
                    subject: COGP-003           | subject: {a: b}             | 4:14: 'subject' takes a text or a list of texts
                    subject: COGP-003           | name: "[a"                  | 4:11: '[a' is not a usable pattern
                    alyx:                       | alix:                       | 3:3: unknown key 'alix'; did you mean 'alyx'?
                    rule: trials                | rule: ../trials             | 1:7: 'rule' must name the rule
                    {session_folder}            | {sesion_folder}             | 6:33: there is no placeholder {sesion_folder}; did you mean {session_folder}?
                    [python3, script.py,        | [python3, script.py         | is not complete YAML
                    [python3, script.py, "{session_folder}"] | python3 script.py | 6:12: no shell splits this
                    """)
    void aMistakeIsToldWithItsPlace(String right, String wrong, String said) throws IOException {
        RuleFile file = RuleFile.read(written(GOOD.replace(right, wrong)));

        assertThat(file.rule()).isNull();
        assertThat(file.errors()).extracting(Problem::toString).anySatisfy(error -> assertThat(error)
                .startsWith(folder.resolve("rule.yaml") + ":")
                .contains(said));
    }

    @Test
    void aKeyGivenTwiceIsRefusedWhereItIsGivenAgain() throws IOException {
        RuleFile file = RuleFile.read(written(GOOD + "rule: other\n"));

        assertThat(file.errors())
                .extracting(Problem::line, Problem::column, Problem::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(7, 1, "'rule' is given twice"));
    }

    @Test
    void allMistakesOfAFileAreTold() throws IOException {
        RuleFile file = RuleFile.read(written("rule: x\ntrigger:\n  alyx: {lap: a}\nreports: {mail: [nobody]}\n"));

        assertThat(file.errors()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aSecretInTheFileIsRefusedAndNotRepeated() throws IOException {
        RuleFile file = RuleFile.read(
                written(GOOD + "reports:\n  webhooks:\n    - {url: 'https://ci.example.org/hook', secret: hunter2}\n"));

        assertThat(file.errors()).singleElement().satisfies(error -> assertThat(error.toString())
                .contains(":9:")
                .contains("env:NAME or file:/path")
                .doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bot:hunter2@ci.example.org/hook",
                "https://bot:hunter2@ci example.org/hook",
                "bot:hunter2@ci.example.org/hook",
                "ftp://ci.example.org/hook?token=hunter2",
                "//ci.example.org/hook?token=hunter2"
            })
    void aPasswordInAnAddressIsRefusedAndNotRepeated(String url) throws IOException {
        RuleFile file = RuleFile.read(
                written(GOOD + "reports:\n  webhooks:\n    - {url: '" + url + "', secret: 'env:HOOK'}\n"));

        assertThat(file.errors()).singleElement().satisfies(error -> assertThat(error.toString())
                .contains("'url' cannot be '", "***")
                .doesNotContain("hunter2"));
    }

    @Test
    void anAddressThatNoMailCanBeSentToIsRefused() throws IOException {
        RuleFile file = RuleFile.read(
                written(GOOD + "reports: {mail: [session-users, jürgen@lab.org, 'a[b]@lab.org', ada@lab.org]}\n"));

        assertThat(file.errors())
                .extracting(Problem::message)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("'jürgen@lab.org' is no e-mail address"),
                        second -> assertThat(second).startsWith("'a[b]@lab.org' is no e-mail address"));
    }

    @Test
    void aRuleWithoutConditionsIsWarnedOf() throws IOException {
        RuleFile file = RuleFile.read(written(GOOD.replace("subject: COGP-003", "settle-seconds: 10")));

        assertThat(file.errors()).isEmpty();
        assertThat(file.warnings()).singleElement().satisfies(warning -> assertThat(warning.message())
                .contains("matches every session"));
    }

    @Test
    void twoRulesOfOneNameAreRefused() throws IOException {
        written(GOOD);
        Files.writeString(folder.resolve("second.yaml"), GOOD);

        Rules rules = Rules.read(List.of(folder));

        assertThatThrownBy(rules::all).hasMessageContaining("second.yaml:1:1").hasMessageContaining("'trials'");
    }

    @Test
    void aliasesCannotBlowUpAFile() throws IOException {
        RuleFile file = RuleFile.read(written("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nrule: [*c, *c]\n"));

        assertThat(file.errors()).isNotEmpty();
    }

    @Test
    void placeholdersAreFilledOnce() {
        String filled = Placeholders.fill(
                "{subject}/{date}/{other}", java.util.Map.of("subject", "{date}$1", "date", "2022-01-01"));

        assertThat(filled).isEqualTo("{date}$1/2022-01-01/{other}");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("rule.yaml"), text);
    }
}
