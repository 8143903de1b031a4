package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.ShareSettings;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Every fact about storages, on a real Samba server. */
@Tag("samba")
class JcifsStorageTest extends StorageContract {
    private static final String SHARE = "transfer";
    private static final Servers servers = new Servers();
    private static SambaServer samba;
    private static boolean hasTmpfs;

    @BeforeAll
    static void start() {
        hasTmpfs = "root".equals(System.getProperty("user.name"));
        ShareSettings plain = ShareSettings.temporary(SHARE);
        ShareSettings readOnly = ShareSettings.temporary("readonly").asReadOnly();
        SambaSettings settings = SambaSettings.defaults();
        samba = servers.start(
                hasTmpfs
                        ? settings.withShares(plain, readOnly, ShareSettings.tmpfs("tiny", 6))
                        : settings.withShares(plain, readOnly));
    }

    @AfterAll
    static void stop() throws IOException {
        servers.close();
    }

    @AfterEach
    void closeStorages() {
        servers.closeStorages();
    }

    @Override
    protected Storage storage(MemoryBudget memory) {
        return servers.storage(samba, SHARE, memory);
    }

    @Override
    protected Duration timeStep() {
        return Duration.ofMillis(1);
    }

    @Override
    protected Optional<Storage> unwritable(MemoryBudget memory) {
        return Optional.of(servers.storage(samba, "readonly", memory));
    }

    @Override
    protected Optional<Storage> tiny(MemoryBudget memory) {
        return hasTmpfs ? Optional.of(servers.storage(samba, "tiny", memory)) : Optional.empty();
    }

    /** Past the server, since a server may refuse to replace a file that is open. */
    @Override
    protected void seed(FilePath path, byte[] content, Instant modified) {
        Path file = samba.folder(SHARE).resolve(path.value());
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.write(Files.createTempFile(samba.folder(SHARE), "seed", null), content);
            Files.setLastModifiedTime(fresh, FileTime.from(modified));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean shortenInPlace(FilePath path, long size) {
        try (RandomAccessFile file =
                new RandomAccessFile(samba.folder(SHARE).resolve(path.value()).toFile(), "rw")) {
            file.setLength(size);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
