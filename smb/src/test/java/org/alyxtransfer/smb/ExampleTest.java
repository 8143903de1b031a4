package org.alyxtransfer.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.smb.wire.Payload;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The example of the package's documentation does what it says. */
@Tag("samba")
@NullUnmarked // block() is @Nullable where it never is null here
class ExampleTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void theExampleStoresAFileAndListsIt() throws IOException {
        byte[] content = new byte[(2 << 20) + 77];
        new Random(1).nextBytes(content);
        List<ByteBuffer> pieces = List.of(
                ByteBuffer.wrap(content, 0, 1 << 20),
                ByteBuffer.wrap(content, 1 << 20, 1 << 20),
                ByteBuffer.wrap(content, 2 << 20, 77));
        try (SambaServer samba = Samba.start(SambaSettings.defaults().withShares(ShareSettings.temporary("data")))) {
            SmbOptions server = SmbOptions.of(samba.host()).withPort(samba.port());
            SmbCredentials me =
                    SmbCredentials.password(samba.user(), () -> samba.password().toCharArray());

            // example
            Mono<SmbAttributes> stored = Mono.usingWhen(
                    SmbClient.of(server).logOn(me),
                    session -> session.share("data").flatMap(share -> share.makeFolder("KS014")
                            .then(share.open("KS014/.part", OpenMode.WRITE_FRESH))
                            .flatMap(file -> Flux.range(0, pieces.size()) // of 1 MiB each but the last, 8 at a time
                                    .flatMap(i -> file.write((long) i << 20, Payload.copyOf(pieces.get(i))), 8, 1)
                                    .then(file.flush())
                                    .then(file.close()))
                            .flatMap(closed -> share.rename("KS014/.part", "KS014/probe.bin", false)
                                    .thenReturn(closed))),
                    SmbSession::logOff);

            Flux<String> names = Flux.usingWhen(
                    SmbClient.of(server).logOn(me),
                    session -> session.share("data")
                            .flatMapMany(share -> share.list("KS014"))
                            .map(SmbEntry::name),
                    SmbSession::logOff);
            // end

            assertThat(stored.block(SOON).size()).isEqualTo(content.length);
            assertThat(names.collectList().block(SOON)).containsExactly("probe.bin");
            assertThat(Files.readAllBytes(samba.folder("data").resolve("KS014/probe.bin")))
                    .isEqualTo(content);
        }
    }

    @Test
    void theDocumentationHasTheSame() throws IOException {
        String here = Files.readString(Path.of("src/test/java/org/alyxtransfer/smb/ExampleTest.java"));
        String there = Files.readString(Path.of("src/main/java/org/alyxtransfer/smb/package-info.java"));

        assertThat(between(there.replaceAll("(?m)^ \\*", ""), "<pre>{@code", "}</pre>"))
                .isEqualTo(between(here, "// example\n", "// end\n"));
    }

    /** Without what only formats it. */
    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from)).replaceAll("\\s+", "");
    }
}
