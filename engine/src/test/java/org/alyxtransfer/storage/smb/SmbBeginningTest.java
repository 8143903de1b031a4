package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a server answers that is told when a large file was created. */
@Tag("samba")
class SmbBeginningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FilePath STAGING = FilePath.of(".s");
    private static final StagingTarget TARGET = new StagingTarget(STAGING, 3_000_001, Instant.EPOCH);

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(32L << 20);
    private HostileProxy proxy;
    private SmbStorage storage;

    @BeforeEach
    void start() {
        SambaServer samba = servers.start(SambaSettings.defaults());
        proxy = HostileProxy.before(samba.host(), samba.port());
        SmbOptions plain = SmbOptions.of(samba.host()).withPort(proxy.port()).with(SmbOptions.Signing.OFF);
        storage = servers.storage(Servers.settings(plain, samba, SambaSettings.DEFAULT_SHARE), budget);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
        proxy.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void whereTheTimeIsKeptItTellsTheBeginning() {
        assertThat(beginning()).isNotEmpty();
    }

    @Test
    void aServerThatCannotKeepItTellsNoBeginning() {
        proxy.use(refusing(NtStatus.NOT_SUPPORTED));

        assertThat(beginning()).isEmpty();
    }

    @Test
    void aServerThatKeepsItAndRefusesItNowIsNotBelieved() {
        proxy.use(refusing(NtStatus.ACCESS_DENIED));

        assertThatThrownBy(this::beginning).hasMessageContaining("refuses access");
    }

    private String beginning() {
        return Objects.requireNonNull(Mono.usingWhen(
                        storage.openStaged(TARGET, Start.FRESH),
                        file -> Mono.fromSupplier(file::beginning),
                        StagingFile::close)
                .block(PATIENCE));
    }

    /** Answers every SET_INFO with this. */
    private static Tamper refusing(int status) {
        return (number, answer) -> {
            ByteBuffer fields = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
            Frames.starts(answer).stream()
                    .filter(start -> fields.getShort(start + 12) == Command.SET_INFO.code())
                    .forEach(start -> fields.putInt(start + 8, status));
            return Tamper.Reply.of(answer);
        };
    }
}
