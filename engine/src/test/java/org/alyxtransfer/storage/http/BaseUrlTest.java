package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @Test
    void aMissingSlashIsAdded() {
        assertThat(BaseUrl.parse("http://host/a")).isEqualTo(BaseUrl.parse("http://host:80/a/"));
        assertThat(BaseUrl.parse("http://host")).hasToString("http://host/");
    }

    @Test
    void namesAreSentPercentEncoded() {
        BaseUrl base = BaseUrl.parse("https://host:8443/my%20lab/d\u00e9p\u00f4t/");

        assertThat(base.encoded(FilePath.of("a b/#1#/ü+%?&.npy")))
                .hasToString("https://host:8443/my%20lab/d%C3%A9p%C3%B4t/a%20b/%231%23/%C3%BC%2B%25%3F%26.npy");
    }

    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(BaseUrl.parse("http://[::1]:81/").encoded(FilePath.of("alf/_ibl_trials.table~1-2.pqt")))
                .hasToString("http://[::1]:81/alf/_ibl_trials.table~1-2.pqt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host/a",
                "ftp://host/",
                "http://",
                "http://host/a?b=c",
                "http://host/a#b",
                "http://host/a/../b",
                "http://host/a b",
                "http://user:pw@host/",
                "http://host:0/",
                "http://host:70000/",
                "http://ho st/"
            })
    void whatIsNoBaseIsRefused(String url) {
        assertThatThrownBy(() -> BaseUrl.parse(url))
                .isInstanceOf(TransferException.class)
                .hasMessageNotContaining("pw@");
    }

    @Test
    void credentialsDoNotShow() {
        assertThat(new BasicCredentials("anna", "geheim")).hasToString("BasicCredentials[anna]");
        assertThat(HttpSettings.defaults().withCredentials(new BasicCredentials("anna", "geheim")))
                .asString()
                .doesNotContain("geheim");
    }
}
