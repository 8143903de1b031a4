package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.smb.SessionFacts;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every fact about storages, on a real Samba server of some kind. */
@Tag("samba")
abstract class SmbStorageContract extends StorageContract {
    private static final String SHARE = "transfer";
    private static final Servers servers = new Servers();
    private static @Nullable SambaServer samba;

    /**
     * How client and server talk.
     *
     * @param signature number of the signing algorithm; negative where nothing is signed
     * @param cipher number of the cipher; 0 where nothing is encrypted
     */
    record Spoken(Dialect dialect, int signature, int cipher) {
        static Spoken of(SessionFacts facts) {
            return new Spoken(
                    facts.dialect(),
                    facts.isSigned() ? facts.signingAlgorithm() : -1,
                    facts.isSealed() ? facts.cipher() : 0);
        }
    }

    /** What this class is about: what shall be spoken between such a client and such a server. */
    abstract Spoken spoken();

    /** What kind of server. */
    SambaSettings server() {
        return SambaSettings.defaults();
    }

    /** What the client demands. */
    SmbOptions options(SmbOptions server) {
        return server;
    }

    SmbSettings settings(SmbSettings settings) {
        return settings;
    }

    private static boolean hasTmpfs() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Started by the first test of a class that asks. */
    private SambaServer samba() {
        SambaServer running = samba;
        if (running == null) {
            ShareSettings plain = ShareSettings.temporary(SHARE);
            ShareSettings readOnly = ShareSettings.temporary("readonly").asReadOnly();
            running = servers.start(
                    hasTmpfs()
                            ? server().withShares(plain, readOnly, ShareSettings.tmpfs("tiny", 6))
                            : server().withShares(plain, readOnly));
            samba = running;
        }
        return running;
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
        samba = null;
    }

    @AfterEach
    void closeStorages() {
        servers.closeStorages();
    }

    @Override
    protected Storage storage(MemoryBudget memory) {
        return storage(SHARE, memory);
    }

    @Test
    void whatThisClassIsAboutIsSpoken() {
        SessionFacts facts = Objects.requireNonNull(
                storage(SHARE, new MemoryBudget(1 << 20)).facts().block(Duration.ofSeconds(30)));

        assertThat(Spoken.of(facts)).isEqualTo(spoken());
    }

    final SmbStorage storage(String share, MemoryBudget memory) {
        SmbOptions server = SmbOptions.of(samba().host()).withPort(samba().port());
        return servers.storage(settings(Servers.settings(options(server), samba(), share)), memory);
    }

    @Override
    protected Optional<Storage> unwritable(MemoryBudget memory) {
        return Optional.of(storage("readonly", memory));
    }

    @Override
    protected Optional<Storage> tiny(MemoryBudget memory) {
        return hasTmpfs() ? Optional.of(storage("tiny", memory)) : Optional.empty();
    }

    /** Past the server, since a server may refuse to replace a file that is open. */
    @Override
    protected void seed(FilePath path, byte[] content, Instant modified) {
        Path file = samba().folder(SHARE).resolve(path.value());
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.write(Files.createTempFile(samba().folder(SHARE), "seed", null), content);
            Files.setLastModifiedTime(fresh, FileTime.from(modified));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean shortenInPlace(FilePath path, long size) {
        try (RandomAccessFile file =
                new RandomAccessFile(samba().folder(SHARE).resolve(path.value()).toFile(), "rw")) {
            file.setLength(size);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
