package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper.Reply;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.ReadResponse;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.RoundTrip;
import org.alyxtransfer.storage.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A server that gives a byte at a time, which it may. */
@Tag("samba")
class SmbShortReadsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] CONTENT = RoundTrip.bytes(10_000);

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(8L << 20);
    private SambaServer samba;
    private HostileProxy proxy;

    @BeforeEach
    void start() throws IOException {
        samba = servers.start(SambaSettings.defaults());
        proxy = HostileProxy.before(samba.host(), samba.port());
        Files.write(samba.folder(SambaSettings.DEFAULT_SHARE).resolve("file"), CONTENT);
    }

    @AfterEach
    void stop() throws IOException {
        servers.closeStorages();
        proxy.close();
        servers.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void thousandsOfThemFillAChunk() {
        proxy.use((number, answer) -> Reply.of(isRead(answer) ? shortened(answer) : answer));
        SmbOptions options = SmbOptions.of("127.0.0.1").withPort(proxy.port()).with(SmbOptions.Signing.OFF);
        SmbStorage storage = servers.storage(Servers.settings(options, samba, SambaSettings.DEFAULT_SHARE), budget);

        Mono<byte[]> read = Mono.usingWhen(
                storage.open(FilePath.of("file")),
                file -> Mono.usingWhen(
                        budget.admit(new ArenaShape(CONTENT.length, 0, true, 1)),
                        arena -> whole(arena, file),
                        Arena::close),
                SourceFile::close);

        assertThat(Objects.requireNonNull(read.block(PATIENCE))).isEqualTo(CONTENT);
    }

    private static Mono<byte[]> whole(Arena arena, SourceFile file) {
        return arena.take(0, CONTENT.length).flatMap(file::read).map(chunk -> {
            byte[] bytes = new byte[CONTENT.length];
            chunk.bytes().get(bytes);
            chunk.giveBack();
            return bytes;
        });
    }

    private static boolean isRead(byte[] answer) {
        ByteBuffer fields = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
        return fields.getShort(12) == Command.READ.code() && fields.getInt(8) == 0;
    }

    private static byte[] shortened(byte[] answer) {
        byte[] one = Arrays.copyOf(answer, Header.BYTES + ReadResponse.FIXED_BYTES + 1);
        ByteBuffer.wrap(one).order(ByteOrder.LITTLE_ENDIAN).putInt(Header.BYTES + 4, 1);
        return one;
    }
}
