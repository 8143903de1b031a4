package org.alyxtransfer.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PeakMemoryTest {
    private static final int MIB = 1 << 20;

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatWasHeldBeforeARunIsNotCounted() throws Exception {
        Process process = new ProcessBuilder(
                        "bash", "-c", "x=$(head -c 64M /dev/zero | tr '\\0' x); unset x; echo; read")
                .start();
        try {
            process.getInputStream().read();
            long before = PeakMemory.kib(process.pid()).orElseThrow();

            PeakMemory.forget(process.pid());

            assertThat(before).isGreaterThan(64 * 1024);
            assertThat(PeakMemory.kib(process.pid()).orElseThrow()).isLessThan(before - 32 * 1024);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsHeldDuringARunIs() {
        ClientUsage.Start start = new ClientUsage.Start();
        long before = PeakMemory.kib(ProcessHandle.current().pid()).orElseThrow();
        ByteBuffer held = ByteBuffer.allocateDirect(256 * MIB);
        for (int at = 0; at < held.capacity(); at += 4096) {
            held.put(at, (byte) 1);
        }

        assertThat(start.end().peakRssMib()).isGreaterThan(before / 1024.0 + 200);
        assertThat(held.get(0)).isEqualTo((byte) 1);
    }
}
