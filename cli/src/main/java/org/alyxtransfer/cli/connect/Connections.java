package org.alyxtransfer.cli.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.launch.NativeCiphers;
import org.alyxtransfer.hash.Md5;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.BasicCredentials;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.layer.Bandwidth;
import org.alyxtransfer.storage.layer.ChosenStorage;
import org.alyxtransfer.storage.layer.RateLimitedStorage;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.alyxtransfer.storage.layer.RetryingSource;
import org.alyxtransfer.storage.layer.RetryingStorage;
import org.alyxtransfer.storage.local.LocalSettings;
import org.alyxtransfer.storage.local.LocalStorage;
import org.alyxtransfer.storage.smb.SmbStorage;
import org.alyxtransfer.tls.Trust;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * All that a command has open; each part is made when first asked for. Closing waits, for some seconds at most, until
 * operations under way have ended. Any thread may ask, as planning does; one closes, last.
 */
public final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int DISK_THREADS = 8;

    private final Settings settings;
    private final MemoryBudget memory;
    private final LongAdder retries = new LongAdder();
    private final Deque<Mono<Void>> closing = new ArrayDeque<>();
    private final Map<BaseUrl, HttpFileSource> fileServers = new HashMap<>();
    private @Nullable Trust trust;
    private @Nullable AlyxClient alyx;
    private @Nullable Storage storage;
    private @Nullable Scheduler disk;
    private @Nullable Scheduler cpu;

    public Connections(Settings settings) {
        this(settings, new MemoryBudget(settings.get(Keys.MEMORY)));
    }

    /**
     * Beside others that are open.
     *
     * @param memory theirs, which is to be all that this process has
     */
    public Connections(Settings settings, MemoryBudget memory) {
        this.settings = settings;
        this.memory = memory;
        NativeCiphers.preferWhereAsked();
        Md5.load(); // here, where reading a file is allowed
    }

    public Settings settings() {
        return settings;
    }

    public MemoryBudget memory() {
        return memory;
    }

    public synchronized AlyxClient alyx() {
        if (alyx == null) {
            AlyxClient client = AlyxClient.connect(Servers.alyx(settings, trust()));
            closing.push(client.close());
            alyx = client;
        }
        return alyx;
    }

    /** The share or folder of {@code storage.url}, as it is: what fails once has failed. */
    public synchronized Storage storage() {
        if (storage == null) {
            storage = Servers.isShare(settings) ? share() : folder(Servers.folder(settings));
        }
        return storage;
    }

    /** The same, patiently: what fails in passing is tried again. */
    public Storage patientStorage() {
        return new RetryingStorage(storage(), patience(), failure -> retries.increment());
    }

    /** A folder of this computer. */
    public Storage folder(Path folder) {
        return new LocalStorage(folder, memory, disk(), disk(settings));
    }

    /** The same, written to and read back no faster than {@code transfer.bandwidth-bytes-per-second}. */
    public Storage limitedStorage() {
        return limited(patientStorage(), RateLimitedStorage::ofShare);
    }

    /** A folder of this computer that is filled no faster than {@code transfer.bandwidth-bytes-per-second}. */
    public Storage limitedFolder(Path folder) {
        return limited(folder(folder), RateLimitedStorage::ofDisk);
    }

    private Storage limited(Storage unlimited, BiFunction<Storage, Bandwidth, Storage> limit) {
        long bytesPerSecond = settings.get(Keys.BANDWIDTH);
        return bytesPerSecond == 0 ? unlimited : limit.apply(unlimited, new Bandwidth(bytesPerSecond));
    }

    /** How often an operation of a patient storage or file server was repeated so far. */
    public long retries() {
        return retries.sum();
    }

    /** The same as {@link #fileServer}, patiently. */
    public FileSource patientFileServer(BaseUrl base) {
        return new RetryingSource(fileServer(base), patience(), failure -> retries.increment());
    }

    /** A file server, with a password if it is the one that the profile names. */
    public synchronized HttpFileSource fileServer(BaseUrl base) {
        return fileServers.computeIfAbsent(base, any -> {
            HttpFileSource source = HttpFileSource.at(base, Servers.http(settings, base, trust()));
            closing.push(source.close());
            return source;
        });
    }

    /** What is sent to that file server; null for none. */
    public @Nullable BasicCredentials credentials(BaseUrl base) {
        return Servers.http(settings, base, trust()).credentials();
    }

    /** Which servers' certificates are accepted. */
    public synchronized Trust trust() {
        if (trust == null) {
            trust = Servers.trust(settings);
        }
        return trust;
    }

    /** Where digests are computed. */
    public synchronized Scheduler cpu() {
        if (cpu == null) {
            Scheduler made =
                    Schedulers.newParallel("alyx-hash", Runtime.getRuntime().availableProcessors(), true);
            closing.push(Mono.fromRunnable(made::dispose));
            cpu = made;
        }
        return cpu;
    }

    @Override
    public void close() {
        for (Mono<Void> next = nextToClose(); next != null; next = nextToClose()) {
            try {
                next.block(PATIENCE);
            } catch (RuntimeException e) {
                LOG.debug("a connection did not close in time", e);
            }
        }
    }

    private RetryPolicy patience() {
        int attempts = Servers.number(settings, Keys.ATTEMPTS);
        return new RetryPolicy(attempts, RetryPolicy.DEFAULT.firstDelay(), RetryPolicy.DEFAULT.longestDelay());
    }

    private synchronized @Nullable Mono<Void> nextToClose() {
        return closing.poll();
    }

    private synchronized Storage share() {
        Shares wanted = new Shares(settings);
        if (wanted.wantsJcifs()) {
            JcifsStorage share = new JcifsStorage(wanted.jcifs(), memory);
            closing.push(share.close());
            return share;
        }
        SmbStorage share = new SmbStorage(wanted.reactive(), memory);
        closing.push(share.close());
        Mono<Storage> older = Mono.fromSupplier(() -> olderShare(wanted));
        return new ChosenStorage(
                share.name(),
                share.limits()
                        .<Storage>thenReturn(share)
                        .onErrorResume(
                                SmbStorage::isTooOld,
                                tooOld -> wanted.mayBeOlder() ? older : Mono.error(wanted.tooOld(tooOld))));
    }

    private synchronized Storage olderShare(Shares wanted) {
        JcifsSettings older = wanted.older();
        LOG.warn("the share's server speaks no SMB 2.1 or newer: going on with client jcifs, which is slower");
        JcifsStorage share = new JcifsStorage(older, memory);
        closing.push(share.close());
        return share;
    }

    private static LocalSettings disk(Settings settings) {
        LocalSettings usual = LocalSettings.DEFAULT;
        return usual.withFiles(settings.get(Keys.FILES_IN_FLIGHT).fixed().orElse(usual.filesInFlight()));
    }

    private synchronized Scheduler disk() {
        if (disk == null) {
            Scheduler made = LocalStorage.newDiskScheduler(DISK_THREADS);
            closing.push(Mono.fromRunnable(made::dispose));
            disk = made;
        }
        return disk;
    }
}
