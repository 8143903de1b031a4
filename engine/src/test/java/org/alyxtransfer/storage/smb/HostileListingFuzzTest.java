package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.alyxtransfer.sandbox.hostile.HostileNames;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbOptions.Signing;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A real share whose listings hold names that a hostile server thought of: each comes out as a file in that very folder,
 * is left out, or ends the listing with a typed error.
 */
@Tag("fuzz")
@Tag("samba")
class HostileListingFuzzTest {
    private static final int NAMES = 200; // of one listing
    private static final int LISTINGS = Math.max(8, Fuzz.cases(4_000) / NAMES);
    private static final int VERY_LONG = 20_000; // characters of a name
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FilePath FOLDER = FilePath.of("lab/Subjects");
    private static final Path HERE = Path.of("/srv/downloads");

    private final Logger logger = (Logger) LoggerFactory.getLogger(SmbStorage.class);
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void listen() {
        warnings.start();
        logger.addAppender(warnings);
        logger.setAdditive(false); // half the names are told
    }

    @AfterEach
    void leave() {
        logger.setAdditive(true);
        logger.detachAppender(warnings);
    }

    @Test
    void aListedNameIsAFileOfThatFolderOrNothing() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (Servers servers = new Servers()) {
            SambaServer samba = servers.start(SambaSettings.defaults());
            Files.createDirectories(samba.folder("transfer").resolve(FOLDER.value()));
            try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
                Planted planted = new Planted();
                proxy.use(planted);
                SmbOptions options =
                        SmbOptions.of("127.0.0.1").withPort(proxy.port()).with(Signing.OFF);
                SmbStorage share = servers.storage(
                        Servers.settings(options, samba, "transfer").withConnections(1), new MemoryBudget(8 << 20));

                Fuzz.each("listings of " + NAMES, LISTINGS, (random, number) -> {
                    planted.names = names(random, number % 8 == 3); // such a listing costs the connection
                    warnings.list.clear();
                    Optional<List<FileStat>> listed = unlessRefused(share);
                    if (listed.isPresent()) {
                        taken.addAndGet(listed.get().size());
                        requireHarmless(planted.names, listed.get());
                        assertThat(warnings.list).hasSameSizeAs(leftOut(planted.names));
                    } else {
                        refused.incrementAndGet();
                        assertThat(planted.names).anyMatch(HostileListingFuzzTest::isNoName);
                    }
                    assertThat(warnings.list)
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .allMatch(line -> line.length() < 1_000)
                            .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
                });
                servers.closeStorages();
            }
        }
        assertThat(taken).hasValueGreaterThan(LISTINGS);
        assertThat(refused).hasValueGreaterThanOrEqualTo(LISTINGS / 8);
    }

    private static void requireHarmless(List<String> planted, List<FileStat> listed) {
        assertThat(listed).extracting(stat -> stat.path().name()).isEqualTo(usable(planted));
        assertThat(listed).allSatisfy(stat -> {
            assertThat(stat.path().parent()).isEqualTo(FOLDER);
            Path joined = HERE.resolve(stat.path().value());
            assertThat(joined.normalize()).isEqualTo(joined);
            assertThat(joined.getParent()).isEqualTo(HERE.resolve(FOLDER.value()));
        });
    }

    /** Those that can be paths, in the server's order. */
    private static List<String> usable(List<String> planted) {
        List<String> usable = new ArrayList<>();
        for (String name : planted) {
            try {
                if (FOLDER.resolve(name).parent().equals(FOLDER)) {
                    usable.add(name);
                }
            } catch (TransferException unusable) {
                assertThat(unusable.kind()).isEqualTo(Kind.INVALID);
            }
        }
        return usable;
    }

    /** All others are told, but for the folder itself and the one above, which each folder has. */
    private static List<String> leftOut(List<String> planted) {
        List<String> usable = usable(planted);
        return planted.stream()
                .filter(name -> !usable.contains(name) && !name.equals(".") && !name.equals(".."))
                .toList();
    }

    private static Optional<List<FileStat>> unlessRefused(SmbStorage share) {
        try {
            return Optional.of(
                    Objects.requireNonNull(share.list(FOLDER).collectList().block(PATIENCE)));
        } catch (TransferException refusal) {
            assertThat(refusal.kind()).isNotIn(Kind.UNEXPECTED, Kind.TIMEOUT);
            assertThat(refusal.getMessage()).hasSizeLessThan(6_000).doesNotContain("\u001b", "\0", "\u202e", "\u009b");
            return Optional.empty();
        }
    }

    private static List<String> names(Random random, boolean mayBeNone) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES; i++) {
            String name =
                    switch (random.nextInt(64)) {
                        case 0 -> "y".repeat(VERY_LONG);
                        case 1, 2, 3 -> random.nextBoolean() ? "." : "..";
                        case 4, 5, 6, 7 -> mayBeNone ? HostileNames.path(random) : "spikes.times.npy";
                        default -> HostileNames.name(random);
                    };
            names.add(!mayBeNone && isNoName(name) ? "plain-" + i : name);
        }
        return names;
    }

    private static boolean isNoName(String name) {
        return name.isEmpty() || name.chars().anyMatch(c -> c == '/' || c == '\\' || c == 0);
    }

    private static byte[] utf16(String name) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * name.length()).order(ByteOrder.LITTLE_ENDIAN);
        name.chars().forEach(c -> bytes.putChar((char) c)); // halves of pairs as well
        return bytes.array();
    }

    /** Answers QUERY_DIRECTORY (MS-SMB2 2.2.34) with its own entries (MS-FSCC 2.4.10) once per listing. */
    private static final class Planted implements Tamper {
        private static final int STATUS = 8;
        private static final int COMMAND = 12;
        private static final int QUERY_DIRECTORY = 14;
        private static final int HEADER = 64;
        private static final int BODY = HEADER + 8;
        private static final int ENTRY = 64;
        private static final int NAME_BYTES = 60;

        private volatile List<String> names = List.of();

        @Override
        public Reply answer(int number, byte[] message) {
            ByteBuffer fields = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
            boolean lists = message.length > BODY
                    && message[0] == (byte) 0xFE
                    && fields.getShort(COMMAND) == QUERY_DIRECTORY
                    && fields.getInt(STATUS) == 0;
            return Reply.of(lists ? page(message) : message);
        }

        private byte[] page(byte[] answer) {
            ByteBuffer page = ByteBuffer.allocate(
                            BODY + names.stream().mapToInt(Planted::bytes).sum())
                    .order(ByteOrder.LITTLE_ENDIAN);
            page.put(Arrays.copyOf(answer, HEADER));
            page.putShort((short) 9).putShort((short) BODY).putInt(page.capacity() - BODY);
            for (int i = 0; i < names.size(); i++) {
                int start = page.position();
                byte[] name = utf16(names.get(i));
                page.putInt(start, i + 1 < names.size() ? bytes(names.get(i)) : 0);
                page.putInt(start + NAME_BYTES, name.length);
                page.position(start + ENTRY).put(name).position(start + bytes(names.get(i)));
            }
            return page.array();
        }

        /** Of an entry, which the next one follows at a multiple of eight. */
        private static int bytes(String name) {
            return (ENTRY + 2 * name.length() + 7) / 8 * 8;
        }
    }
}
