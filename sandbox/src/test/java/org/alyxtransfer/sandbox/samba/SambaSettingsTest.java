package org.alyxtransfer.sandbox.samba;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about settings that no server could have. */
class SambaSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../up", "a]", "a\nb", "ä"})
    void namesThatWouldBeReadDifferentlyAreRefused(String name) {
        assertThatThrownBy(() -> ShareSettings.temporary(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoSharesOfOneNameAreRefused() {
        assertThatThrownBy(() ->
                        SambaSettings.defaults().withShares(ShareSettings.temporary("a"), ShareSettings.temporary("A")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyDialectRangeIsRefused() {
        assertThatThrownBy(() -> SambaSettings.defaults().withDialects(Dialect.SMB3_11, Dialect.SMB2_02))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTmpfsOverAGivenFolderIsRefused() {
        assertThatThrownBy(() -> new ShareSettings("a", Path.of("somewhere"), false, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
