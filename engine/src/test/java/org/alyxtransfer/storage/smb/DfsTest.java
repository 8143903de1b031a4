package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A share that is the root of a distributed file system: what lies elsewhere is refused, with the way to it. */
@Tag("samba")
class DfsTest {
    private final Servers servers = new Servers();
    private SmbStorage storage;

    @BeforeEach
    void start() throws IOException {
        SambaServer server =
                servers.start(SambaSettings.defaults().withOptions(Map.of("host msdfs", "yes", "msdfs root", "yes")));
        Path folder = server.folder("transfer");
        Files.writeString(folder.resolve("here.npy"), "here");
        Files.createSymbolicLink(folder.resolve("elsewhere"), Path.of("msdfs:otherserver\\othershare"));
        storage = servers.storage(server, "transfer", new MemoryBudget(8 << 20));
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @Test
    void whatLiesInTheRootItselfIsServed() {
        StepVerifier.create(storage.stat(FilePath.of("here.npy")))
                .assertNext(found -> assertThat(found.size()).isEqualTo(4))
                .verifyComplete();
    }

    @Test
    void whatLiesOnAnotherServerIsRefused() {
        refused(path -> storage.stat(path));
        refused(path -> storage.open(path));
        refused(path -> storage.lease(path.parent()));
    }

    private void refused(Function<FilePath, Publisher<?>> use) {
        StepVerifier.create(Mono.from(use.apply(FilePath.of("elsewhere/subject/file.npy"))))
                .expectErrorSatisfies(
                        failure -> assertThat(failure).isInstanceOfSatisfying(TransferException.class, why -> {
                            assertThat(why.kind()).isEqualTo(Kind.UNSUPPORTED);
                            assertThat(why).hasMessageContaining("DFS");
                        }))
                .verify();
    }
}
