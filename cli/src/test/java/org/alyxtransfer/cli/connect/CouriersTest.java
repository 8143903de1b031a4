package org.alyxtransfer.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.alyxtransfer.automation.report.mail.SmtpSettings;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CouriersTest {
    private static final String OF_MAIL = "/etc/ssl/mail.pem";
    private static final String OF_TLS = "/etc/ssl/lab.pem";

    @TempDir
    Path folder;

    @Test
    void mailTrustsTheAuthoritiesOfTlsUntilItHasItsOwn() {
        SmtpSettings usual = smtp(Map.of("tls.ca-file", OF_TLS));
        SmtpSettings own = smtp(Map.of("tls.ca-file", OF_TLS, "mail.ca-file", OF_MAIL));

        assertThat(usual.authorities()).isNull();
        assertThat(usual.moreAuthorities()).isEqualTo(Path.of(OF_TLS));
        assertThat(own.authorities()).isEqualTo(Path.of(OF_MAIL));
        assertThat(smtp(Map.of()).moreAuthorities()).isNull();
    }

    private SmtpSettings smtp(Map<String, String> settings) {
        ProfileChoice none = new ProfileChoice("none", folder.resolve("none.yaml"), false);
        Map<String, String> flags = new HashMap<>(settings);
        flags.put("mail.from", "alyx@lab.org");
        return Couriers.smtp(Settings.load(none, flags, Map.of()), "mail.lab.org");
    }
}
