package org.alyxtransfer.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.AlyxSettings;
import org.alyxtransfer.alyx.User;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.http.FileServer;
import org.alyxtransfer.sandbox.http.FileServerSettings;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.proxy.FaultProxy;
import org.alyxtransfer.sandbox.tls.Authority;
import org.alyxtransfer.sandbox.tls.TlsFront;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.http.HttpSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Alyx and a file server behind real TLS, with certificates good and bad. */
class TrustTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HERE = "ip:127.0.0.1";

    @TempDir
    static Path folder;

    private static Authority authority;
    private static Trust own;
    private static SslContext good;
    private static AlyxServer alyx;
    private static FileServer files;

    @BeforeAll
    static void start() throws IOException {
        authority = Authority.create(folder);
        own = Trust.alsoOf(authority.pem());
        good = authority.server(HERE); // another Java makes it, which takes a second
        Files.writeString(Files.createDirectories(folder.resolve("served")).resolve("trials.npy"), "content");
        alyx = started(AlyxServer.start(org.alyxtransfer.sandbox.alyx.AlyxSettings.defaults()));
        files = started(FileServer.start(FileServerSettings.of(folder.resolve("served"))));
    }

    @AfterAll
    static void stop() {
        alyx.stop().block(PATIENCE);
        files.stop().block(PATIENCE);
    }

    @Test
    void aCertificateOfNobodyKnownIsRefusedBeforeAnythingIsSent() {
        refused(good, Trust.SYSTEM, Kind.UNTRUSTED, "signed by nobody whom this computer knows");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws IOException {
        refused(authority.server("dns:alyx.example.org"), own, Kind.UNTRUSTED, "belongs to another host");
    }

    @Test
    void anExpiredCertificateIsRefused() throws IOException {
        refused(authority.expiredServer(HERE), own, Kind.UNTRUSTED, "has expired");
    }

    @Test
    void aServerThatSpeaksNoTlsIsCalledSo() {
        int requests = files.requests().size();

        assertThatThrownBy(() -> whoAmI(alyx.port(), own)).satisfies(is(Kind.INVALID, "is it http://"));
        assertThatThrownBy(() -> size(files.port(), own)).satisfies(is(Kind.INVALID, "is it http://"));
        assertThat(files.requests()).hasSize(requests);
    }

    @Test
    void theOwnAuthorityIsEnough() {
        assertThat(before(alyx.port(), good, port -> whoAmI(port, own)).name()).isEqualTo("alyx_user");
        assertThat(before(files.port(), good, port -> size(port, own)).size()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100}) // in the head of a record, and in what it seals
    void aBitThatFlipsBreaksTheConnectionAndAnotherTryIsWorthIt(long at) throws IOException {
        TlsFront front = started(TlsFront.start(good, files.port()));
        try (FaultProxy line = FaultProxy.start("127.0.0.1", front.port())) {
            HttpFileSource source = HttpFileSource.at(
                    BaseUrl.parse(address(line.port()) + "/"),
                    HttpSettings.defaults().withTrust(own));
            started(source.stat(FilePath.of("trials.npy")));

            line.next(Fault.flip(Direction.DOWN, at));

            assertThatThrownBy(() -> started(source.open(FilePath.of("trials.npy"))))
                    .satisfies(is(Kind.DISCONNECTED, "the connection to the file server broke"));
            assertThat(started(source.open(FilePath.of("trials.npy"))).stat().size())
                    .isEqualTo(7);
            source.close().block(PATIENCE);
        } finally {
            front.stop().block(PATIENCE);
        }
    }

    /** In the server's greeting, and in the sealed records with its certificate that follow. */
    @ParameterizedTest
    @ValueSource(longs = {0, 5, 6, 9, 46, 50, 110, 127, 140, 300, 900})
    void aBitThatFlipsInAGreetingIsWorthAnotherTry(long at) throws IOException {
        TlsFront front = started(TlsFront.start(good, files.port()));
        try (FaultProxy line = FaultProxy.start("127.0.0.1", front.port())) {
            line.next(Fault.flip(Direction.DOWN, at));

            assertThatThrownBy(() -> size(line.port(), own))
                    .isInstanceOfSatisfying(
                            TransferException.class,
                            e -> assertThat(e.isTemporary()).as("%s", e).isTrue());
            assertThat(size(line.port(), own).size()).isEqualTo(7);
        } finally {
            front.stop().block(PATIENCE);
        }
    }

    @Test
    void aServerWithoutAProtocolInCommonIsFinal() throws IOException {
        refused(authority.serverOfNoUse(HERE), own, Kind.UNSUPPORTED, "no TLS connection came about");
    }

    @Test
    void anyoneIsTrustedOnlyWhenThatIsAskedFor() throws IOException {
        SslContext certificate = authority.server("dns:alyx.example.org");

        assertThat(before(alyx.port(), certificate, port -> whoAmI(port, Trust.anyone()))
                        .name())
                .isEqualTo("alyx_user");
        assertThat(before(files.port(), certificate, port -> size(port, Trust.anyone()))
                        .size())
                .isEqualTo(7);
    }

    @Test
    void filesThatHoldNoCertificateAreRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path cut = Files.writeString(
                folder.resolve("cut.pem"), Files.readString(authority.pem()).substring(0, 200));

        assertThatThrownBy(() -> Trust.alsoOf(empty)).satisfies(is(Kind.INVALID, "no certificate"));
        assertThatThrownBy(() -> Trust.alsoOf(text)).satisfies(is(Kind.INVALID, "no file of certificates"));
        assertThatThrownBy(() -> Trust.alsoOf(cut)).satisfies(is(Kind.INVALID, "no file of certificates"));
        assertThatThrownBy(() -> Trust.alsoOf(folder.resolve("none.pem")))
                .satisfies(is(Kind.INVALID, "there is no such file"));
    }

    private static void refused(SslContext certificate, Trust trust, Kind kind, String why) {
        var calls = alyx.state().requests();
        int requests = files.requests().size();

        assertThatThrownBy(() -> before(alyx.port(), certificate, port -> whoAmI(port, trust)))
                .satisfies(is(kind, why));
        assertThatThrownBy(() -> before(files.port(), certificate, port -> size(port, trust)))
                .satisfies(is(kind, why));
        assertThat(alyx.state().requests()).isEqualTo(calls);
        assertThat(files.requests()).hasSize(requests);
    }

    private static User whoAmI(int port, Trust trust) {
        AlyxSettings settings = AlyxSettings.withPassword(address(port), "alyx_user", () -> "alyx-user-pass-1")
                .trust(trust);
        return started(Mono.usingWhen(
                Mono.fromSupplier(() -> AlyxClient.connect(settings)), AlyxClient::whoAmI, AlyxClient::close));
    }

    private static FileStat size(int port, Trust trust) {
        HttpSettings settings = HttpSettings.defaults().withTrust(trust);
        return started(Mono.usingWhen(
                Mono.fromSupplier(() -> HttpFileSource.at(BaseUrl.parse(address(port) + "/"), settings)),
                source -> source.stat(FilePath.of("trials.npy")),
                HttpFileSource::close));
    }

    private static URI address(int port) {
        return URI.create("https://127.0.0.1:" + port);
    }

    private interface Use<T> {
        T of(int port);
    }

    private static <T> T before(int server, SslContext certificate, Use<T> use) {
        TlsFront front = started(TlsFront.start(certificate, server));
        try {
            return use.of(front.port());
        } finally {
            front.stop().block(PATIENCE);
        }
    }

    private static java.util.function.Consumer<Throwable> is(Kind kind, String why) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(TransferException.class).hasMessageContaining(why);
            assertThat(((TransferException) thrown).kind()).isEqualTo(kind);
        };
    }

    private static <T> T started(Mono<T> starting) {
        return Objects.requireNonNull(starting.block(PATIENCE));
    }
}
