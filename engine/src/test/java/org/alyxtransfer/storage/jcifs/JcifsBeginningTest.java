package org.alyxtransfer.storage.jcifs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.hostile.Frames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
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

/** What a server answers that is told by jcifs-ng when a large file was created. */
@Tag("samba")
class JcifsBeginningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ERROR = 80; // bytes, with its header and up to the next
    private static final StagingTarget TARGET = new StagingTarget(FilePath.of(".s"), 3_000_001, Instant.EPOCH);

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(32L << 20);
    private HostileProxy proxy;
    private JcifsStorage storage;

    @BeforeEach
    void start() {
        SambaServer samba = servers.start(SambaSettings.defaults());
        proxy = HostileProxy.before(samba.host(), samba.port());
        storage = servers.storage(
                Servers.settings(samba, SambaSettings.DEFAULT_SHARE).withPort(proxy.port()), budget);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
        proxy.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aServerThatCannotKeepItIsWrittenToAllTheSame() {
        proxy.use(refusing(NtStatus.NOT_SUPPORTED));

        assertThat(begun()).isTrue();
    }

    @Test
    void aServerThatKeepsItAndRefusesItNowIsNotWrittenTo() {
        proxy.use(refusing(NtStatus.ACCESS_DENIED));

        assertThatThrownBy(this::begun).hasMessageContaining("refuses access");
    }

    private boolean begun() {
        return Boolean.TRUE.equals(
                Mono.usingWhen(storage.openStaged(TARGET, Start.FRESH), file -> Mono.just(true), StagingFile::close)
                        .block(PATIENCE));
    }

    /** Answers every SET_INFO with this, as an error of [MS-SMB2] 2.2.2. */
    private static Tamper refusing(int status) {
        return (number, answer) -> {
            List<Integer> starts = Frames.starts(answer);
            boolean isIt = !starts.isEmpty() && fields(answer).getShort(12) == Command.SET_INFO.code();
            return Tamper.Reply.of(isIt ? errors(answer, starts, status) : answer);
        };
    }

    private static byte[] errors(byte[] answer, List<Integer> starts, int status) {
        byte[] errors = new byte[(starts.size() - 1) * ERROR + Header.BYTES + 9];
        ByteBuffer out = fields(errors);
        for (int i = 0; i < starts.size(); i++) {
            System.arraycopy(answer, starts.get(i), errors, i * ERROR, Header.BYTES);
            out.putInt(i * ERROR + 8, status);
            out.putInt(i * ERROR + 20, i + 1 < starts.size() ? ERROR : 0);
            out.putShort(i * ERROR + Header.BYTES, (short) 9);
        }
        return errors;
    }

    private static ByteBuffer fields(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }
}
