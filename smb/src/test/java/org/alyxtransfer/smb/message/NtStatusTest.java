package org.alyxtransfer.smb.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class NtStatusTest {
    @Test
    void eachHasItsName() throws IllegalAccessException {
        int checked = 0;
        for (Field field : NtStatus.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                assertThat(NtStatus.name(field.getInt(null))).isEqualTo("STATUS_" + field.getName());
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(80);
    }

    @Test
    void othersAreNumbers() {
        assertThat(NtStatus.name(0xC0FFEE00)).isEqualTo("status 0xC0FFEE00");
    }

    @Test
    void severityIsInTheHighestBits() {
        assertThat(NtStatus.isError(NtStatus.DISK_FULL)).isTrue();
        assertThat(NtStatus.isError(NtStatus.BUFFER_OVERFLOW)).isFalse();
        assertThat(NtStatus.isWarning(NtStatus.BUFFER_OVERFLOW)).isTrue();
        assertThat(NtStatus.isWarning(NtStatus.DISK_FULL)).isFalse();
        assertThat(NtStatus.isError(NtStatus.PENDING)).isFalse();
        assertThat(NtStatus.isWarning(NtStatus.PENDING)).isFalse();
    }
}
