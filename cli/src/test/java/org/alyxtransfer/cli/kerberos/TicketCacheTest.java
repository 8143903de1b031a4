package org.alyxtransfer.cli.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in ticket caches, and what is said where nothing is. */
class TicketCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String REALM = "LAB.EXAMPLE.ORG";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0x0503, 0x0504})
    void holderAndEndAreRead(int version) throws IOException {
        Path file = written(new CacheFile(version, REALM, "anna")
                .with(NOW.plusSeconds(9_000), "X-CACHECONF:", "krb5_ccache_conf_data", "pa_type")
                .withTicket(NOW.plusSeconds(60))
                .with(NOW.plusSeconds(8_000), REALM, "cifs", "nas.example.org"));

        TicketFile found = cache("FILE:" + file).look();

        assertThat(found.holder()).isEqualTo("anna@" + REALM);
        assertThat(found.end()).contains(NOW.plusSeconds(60));
    }

    @Test
    void anExpiredTicketIsToldWithWhatToDo() throws IOException {
        Path file = written(new CacheFile(0x0504, REALM, "anna").withTicket(NOW.minusSeconds(1)));

        assertNotLetIn(() -> cache(file.toString()).get(), "the ticket of anna@LAB.EXAMPLE.ORG expired", "run 'kinit'");
    }

    @Test
    void aCacheWithoutATicketIsToldWithWhatToDo() throws IOException {
        Path file = written(new CacheFile(0x0504, REALM, "anna").with(NOW.plusSeconds(60), REALM, "cifs", "nas"));

        assertNotLetIn(() -> cache(file.toString()).get(), "there is no ticket of anna@LAB.EXAMPLE.ORG", "run 'kinit'");
    }

    @Test
    void noCacheIsToldWithWhatToDo() {
        assertNotLetIn(
                () -> cache(folder.resolve("none").toString()).get(),
                "there is no ticket cache " + folder.resolve("none"),
                "run 'kinit'",
                "KCM:",
                "KRB5CCNAME=FILE:/");
    }

    @Test
    void halfACacheIsReadOnceItIsWhole() throws IOException, InterruptedException {
        byte[] whole = new CacheFile(0x0504, REALM, "anna")
                .withTicket(NOW.plusSeconds(60))
                .bytes();
        Path file = folder.resolve("cache");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        Thread kinit = new Thread(() -> later(file, whole));
        kinit.start();

        assertThat(cache(file.toString()).look().end()).contains(NOW.plusSeconds(60));

        kinit.join();
    }

    @Test
    void whatIsNoCacheIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "These are the tickets for the opera.");

        assertNotLetIn(() -> cache(file.toString()).get(), "cannot be read");
    }

    @Test
    void spoiledCachesFailInOneWay() throws IOException {
        byte[] whole = new CacheFile(0x0504, REALM, "anna").withTicket(NOW).bytes();
        Path file = folder.resolve("cache");
        Random random = new Random(20261126);
        for (int i = 0; i < 2_000; i++) {
            byte[] spoiled = whole.clone();
            spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
            int place = random.nextInt(spoiled.length);
            spoiled[place] = (byte) (spoiled[place] ^ 0x80);
            Files.write(file, Arrays.copyOf(spoiled, random.nextInt(spoiled.length) + 1));
            try {
                assertThat(TicketFile.read(file).holder()).isNotNull();
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("it ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KEYRING:persistent:1000", "KCM:", "DIR:/run/user/1000/krb5cc", "MEMORY:x", "API:1"})
    void aCacheThatIsNoFileIsRefusedWithAWayOut(String name) {
        assertThatThrownBy(() -> TicketCache.named(name))
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageStartingWith("storage.ticket-cache: Java reads tickets from files only, not from " + name)
                .hasMessageContaining("Set KRB5CCNAME=FILE:/");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void withoutANameItIsWhereKinitPutsIt() throws IOException {
        Object uid = Files.getAttribute(folder, "unix:uid");

        assertThat(TicketCache.named("").file()).isEqualTo(Path.of("/tmp/krb5cc_" + uid));
        assertThat(TicketCache.named("file:/tmp/x").file()).isEqualTo(Path.of("/tmp/x"));
    }

    private static void assertNotLetIn(ThrowingCallable call, String... said) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION))
                .hasMessageContainingAll(said);
    }

    private static TicketCache cache(String name) {
        return TicketCache.named(name, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path written(CacheFile cache) throws IOException {
        return Files.write(folder.resolve("cache"), cache.bytes());
    }

    private static void later(Path file, byte[] content) {
        try {
            Thread.sleep(150);
            Files.write(file, content);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
