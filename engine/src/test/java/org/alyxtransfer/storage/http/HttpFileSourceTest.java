package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.http.Credentials;
import org.alyxtransfer.sandbox.http.FileServer;
import org.alyxtransfer.sandbox.http.FileServerSettings;
import org.alyxtransfer.sandbox.http.LoggedRequest;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileSourceContract;
import org.alyxtransfer.storage.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, over a file server that wants a password; and what only HTTP has. */
class HttpFileSourceTest extends FileSourceContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path root;
    private final FileServer server;
    private final HttpFileSource source;

    // not in a @BeforeEach method: that of the contract, which asks for the source, would run first
    HttpFileSourceTest(@TempDir Path root) {
        this.root = root;
        this.server = Objects.requireNonNull(
                FileServer.start(FileServerSettings.of(root).with(new Credentials("anna", "geheim")))
                        .block(PATIENCE));
        this.source = HttpFileSource.at(
                BaseUrl.parse(server.baseUrl().toString()),
                HttpSettings.defaults().withCredentials(new BasicCredentials("anna", "geheim")));
    }

    @AfterEach
    void stopServer() {
        source.close().block(PATIENCE);
        server.stop().block(PATIENCE);
    }

    @Override
    protected FileSource source() {
        return source;
    }

    @Override
    protected boolean canList() {
        return false;
    }

    @Override
    protected void seed(FilePath path, byte[] content, Instant modified) {
        try {
            Path file = root.resolve(path.value());
            Files.createDirectories(file.getParent());
            Path fresh = Files.write(root.resolve("fresh"), content);
            Files.setLastModifiedTime(fresh, FileTime.from(modified));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean shortenInPlace(FilePath path, long size) {
        try (FileChannel file = FileChannel.open(root.resolve(path.value()), StandardOpenOption.WRITE)) {
            file.truncate(size);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSmallFileOfUnknownSizeIsOneRequest() {
        byte[] content = bytes(60_000);
        seed(at("small"), content, A_TIME);

        assertThat(contentOf(source, at("small"))).isEqualTo(content);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aLargeFileIsAskedForItsStartOnlyOnce() {
        byte[] content = bytes(4 * 64 * 1024);
        seed(at("large"), content, A_TIME);

        assertThat(contentOf(source, at("large"))).isEqualTo(content);
        assertThat(server.requests())
                .extracting(LoggedRequest::range)
                .containsExactly("bytes=0-65535", "bytes=65536-131071", "bytes=131072-196607", "bytes=196608-262143");
    }

    @Test
    void wrongCredentialsAreAnAuthenticationFailure() {
        seed(at("file"), bytes(10), A_TIME);
        HttpFileSource stranger =
                HttpFileSource.at(BaseUrl.parse(server.baseUrl().toString()), HttpSettings.defaults());

        assertThat(failure(stranger.open(at("file"))).kind()).isEqualTo(Kind.AUTHENTICATION);
        stranger.close().block(PATIENCE);
    }

    @Test
    void aPlainConnectionIsAnOpenWire() {
        assertThat(await(source.limits()).wire()).isEqualTo(Limits.Wire.OPEN);
        HttpFileSource secure = HttpFileSource.at(BaseUrl.parse("https://localhost/"), HttpSettings.defaults());
        assertThat(await(secure.limits()).wire()).isEqualTo(Limits.Wire.PROTECTED);
        secure.close().block(PATIENCE);
    }
}
