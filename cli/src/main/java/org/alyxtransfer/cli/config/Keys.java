package org.alyxtransfer.cli.config;

import static org.alyxtransfer.cli.config.Setting.choice;
import static org.alyxtransfer.cli.config.Setting.number;
import static org.alyxtransfer.cli.config.Setting.secret;
import static org.alyxtransfer.cli.config.Setting.text;
import static org.alyxtransfer.cli.config.Setting.yesOrNo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.Similar;
import org.alyxtransfer.engine.VerificationChoice;
import org.alyxtransfer.http.WebAddress;

/** Every key of a profile: name, unit, default, effect. {@code config/README.md} explains them at length. */
public final class Keys {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;

    public static final Setting<URI> ALYX_URL =
            Setting.of("alyx.url", Keys::webAddress, "", "Where Alyx is, http(s)://host[:port].");
    public static final Setting<String> ALYX_USER = text("alyx.user", "", "The user's name in Alyx.");
    public static final Setting<String> ALYX_PASSWORD =
            secret("alyx.password", "ALYX_PASSWORD", "That user's password; only exchanged for a token.");
    public static final Setting<String> ALYX_PASSWORD_FILE =
            text("alyx.password-file", "", "A file of mode 0600 whose first line is the password.");
    public static final Setting<String> ALYX_PASSWORD_COMMAND =
            text("alyx.password-command", "", "A command that prints the password, e.g. 'pass show alyx'.");
    public static final Setting<String> ALYX_TOKEN =
            secret("alyx.token", "ALYX_TOKEN", "A token; used instead of a password.");
    public static final Setting<String> ALYX_TOKEN_FILE =
            text("alyx.token-file", "", "A file of mode 0600 whose first line is the token.");
    public static final Setting<String> ALYX_TOKEN_COMMAND =
            text("alyx.token-command", "", "A command that prints the token.");
    public static final Setting<Long> ALYX_TIMEOUT = number(
            "alyx.timeout-seconds",
            1,
            3600,
            30,
            "How long Alyx may take until an answer begins, and again until it is whole.");
    public static final Setting<Long> REGISTRATION_TIMEOUT = number(
            "alyx.registration-timeout-seconds",
            1,
            7200,
            120,
            "How long one registration may take; Alyx needs about 0.09 s a file.");
    public static final Setting<Long> ALYX_RATE =
            number("alyx.requests-per-minute", 1, 100_000, 550, "Requests are spread so; Alyx refuses more than 550.");
    public static final Setting<Long> ALYX_PARALLEL = number(
            "alyx.parallel-requests",
            1,
            64,
            8,
            "Connections to Alyx at once for questions, and as many again for changes.");
    public static final Setting<String> REPOSITORY =
            text("alyx.repository", "", "The name in Alyx of the data repository that storage.url leads to.");
    public static final Setting<String> LAB =
            text("alyx.lab", "", "The lab that sessions belong to; empty: the subject's.");

    public static final Setting<String> CA_FILE = text(
            "tls.ca-file",
            "",
            "Certificates (PEM) of authorities that Alyx, file servers, webhooks and mail servers may have theirs from, besides Java's own.");

    public static final Setting<URI> STORAGE_URL = Setting.of(
            "storage.url",
            Keys::storageAddress,
            "",
            "Where files go: smb://host[:port]/share[/folder], or file:/folder; the folder that holds the subjects.");
    public static final Setting<String> STORAGE_LOGIN = choice(
            "storage.login",
            "password",
            "How to log on to the share: with name and password, with Kerberos tickets ('kinit'), as the server's guest, or"
                    + " without a name.",
            "password",
            "kerberos",
            "guest",
            "anonymous");
    public static final Setting<String> TICKET_CACHE = new Setting<>(
            "storage.ticket-cache",
            Function.identity(),
            "",
            "KRB5CCNAME",
            false,
            "Where the tickets are (login kerberos): FILE:/path or a path; empty: /tmp/krb5cc_<uid>.");
    public static final Setting<String> STORAGE_USER = text("storage.user", "", "The user's name on the share.");
    public static final Setting<String> STORAGE_DOMAIN =
            text("storage.domain", "", "The Windows domain of that user, if any.");
    public static final Setting<String> STORAGE_PASSWORD =
            secret("storage.password", "SMB_PASSWORD", "That user's password.");
    public static final Setting<String> STORAGE_PASSWORD_FILE =
            text("storage.password-file", "", "A file of mode 0600 whose first line is the password.");
    public static final Setting<String> STORAGE_PASSWORD_COMMAND =
            text("storage.password-command", "", "A command that prints the password.");
    public static final Setting<String> NAMING = choice(
            "storage.naming",
            "uuid",
            "Whether final names carry the dataset's id, as ONE and Alyx's own URLs expect it.",
            "uuid",
            "plain");
    public static final Setting<String> URL_NAMING =
            choice("storage.url-naming", "uuid", "Which form of name the repository's URLs lead to.", "uuid", "plain");

    public static final Setting<String> SMB_CLIENT = choice(
            "smb.client",
            "reactive",
            "Which client speaks to the share: this project's own, or jcifs-ng for servers it does not get on with.",
            "reactive",
            "jcifs");
    public static final Setting<Long> SMB_CONNECTIONS =
            number("smb.connections", 1, 64, 2, "Connections to the share (client reactive).");
    public static final Setting<Long> SMB_CHUNK = number(
            "smb.chunk-bytes",
            64 * KIB,
            8 * MIB,
            MIB,
            "Bytes of one write or read, if the server takes that many (client reactive).");
    public static final Setting<String> SMB_SIGNING = choice(
            "smb.signing",
            "required",
            "Whether messages are signed: always, when the server demands it, or never.",
            "required",
            "if-required",
            "off");
    public static final Setting<String> SMB_ENCRYPTION = choice(
            "smb.encryption",
            "if-required",
            "Whether messages are encrypted: when the server or share demands it, or always (client reactive).",
            "if-required",
            "required");
    public static final Setting<String> SMB_LEAST_DIALECT = choice(
            "smb.min-dialect",
            "2.0.2",
            "The oldest dialect of SMB to speak; a server of 2.0.2 is used through client jcifs.",
            "2.0.2",
            "2.1",
            "3.0",
            "3.0.2",
            "3.1.1");
    public static final Setting<String> SMB_MOST_DIALECT = choice(
            "smb.max-dialect",
            "auto",
            "The newest dialect to speak; auto: 3.1.1, and with client jcifs, which is slow from 3.0 on, 2.1 or the oldest.",
            "auto",
            "2.0.2",
            "2.1",
            "3.0",
            "3.0.2",
            "3.1.1");
    public static final Setting<Long> SMB_TIMEOUT = number(
            "smb.timeout-seconds",
            1,
            3600,
            30,
            "How long one answer of the share may take before its connection is replaced.");
    public static final Setting<Long> SMB_LANES =
            number("smb.lanes", 1, 64, 4, "Connections to the share (client jcifs).");
    public static final Setting<Long> SMB_WORKERS = number(
            "smb.workers", 1, 256, 16, "Requests that may wait for an answer at once, over all lanes (client jcifs).");

    public static final Setting<URI> HTTP_URL = Setting.of(
            "http.url",
            Keys::webAddress,
            "",
            "The file server's address of the folder that storage.url leads to; empty: as Alyx says, without a"
                    + " password.");
    public static final Setting<String> HTTP_USER =
            text("http.user", "", "The user's name on the file server; sent only to the host of http.url.");
    public static final Setting<String> HTTP_PASSWORD =
            secret("http.password", "HTTP_PASSWORD", "That user's password.");
    public static final Setting<String> HTTP_PASSWORD_FILE =
            text("http.password-file", "", "A file of mode 0600 whose first line is the password.");
    public static final Setting<String> HTTP_PASSWORD_COMMAND =
            text("http.password-command", "", "A command that prints the password.");
    public static final Setting<Long> HTTP_TIMEOUT =
            number("http.timeout-seconds", 1, 3600, 30, "How long the file server may stay silent.");
    public static final Setting<Long> HTTP_CONNECTIONS =
            number("http.connections", 1, 256, 64, "Connections to a file server at once.");
    public static final Setting<Long> HTTP_RANGES =
            number("http.ranges-per-file", 1, 64, 4, "Ranges of one file that are fetched at once.");

    public static final Setting<Long> MEMORY =
            number("transfer.memory-bytes", MIB, 64 * GIB, 128 * MIB, "The most memory for file contents, in bytes.");
    public static final Setting<FilesAtOnce> FILES_IN_FLIGHT = Setting.of(
            "transfer.files-in-flight",
            FilesAtOnce::parse,
            "auto",
            "Files that are moved at once; auto: as many as gain speed, fewer on trouble.");
    public static final Setting<Long> SESSIONS_MOVING =
            number("transfer.sessions-in-flight", 1, 512, 8, "Sessions whose files are planned and moved at once.");
    public static final Setting<Long> ATTEMPTS = number(
            "transfer.attempts",
            1,
            100,
            6,
            "How often an operation of the share or file server that fails in passing is tried, with growing pauses.");
    public static final Setting<Long> BANDWIDTH = number(
            "transfer.bandwidth-bytes-per-second",
            0,
            1024 * GIB,
            0,
            "The most bytes a second to and from the share and the file server; 0: no limit.");
    public static final Setting<Long> MARK = number(
            "transfer.mark-bytes",
            MIB,
            64 * GIB,
            64 * MIB,
            "How far a large file has come is noted each time so many bytes are flushed; a rerun goes on from there.");
    public static final Setting<String> CHECKSUM = choice(
            "transfer.checksum", "md5", "The digest that is registered; ONE compares MD5.", "md5", "sha1", "sha256");
    public static final Setting<VerificationChoice> VERIFY = Setting.of(
            "transfer.verify",
            VerificationText::parse,
            "auto",
            "How stored bytes are checked: size, stream (as sent), read-back (read again), sample:N% (that part read"
                    + " again), auto (read-back on an open wire).");
    public static final Setting<String> ON_CONFLICT = choice(
            "transfer.on-conflict",
            "fail",
            "What to do where Alyx or the target holds another content.",
            "fail",
            "skip",
            "revision",
            "replace");
    public static final Setting<Boolean> REQUIRE_DIGEST =
            yesOrNo("download.require-digest", false, "Fail downloads of datasets that Alyx has no usable digest of.");
    public static final Setting<Long> REQUESTS_IN_FLIGHT = number(
            "register.requests-in-flight", 1, 64, 4, "Registrations at once; more than Alyx has workers gain nothing.");
    public static final Setting<Long> SERVER_TIMEOUT = number(
            "register.server-timeout-seconds",
            1,
            7200,
            60,
            "How long Alyx may still work on a registration whose answer was lost; it is not sent again before.");
    public static final Setting<Long> UNREGISTERED = number(
            "register.max-unregistered",
            1,
            100_000_000,
            20_000,
            "Uploaded files that may wait for their registration before uploads pause.");

    public static final Setting<Long> WATCH_POLL =
            number("watch.poll-seconds", 1, 86_400, 60, "How often 'watch' looks at Alyx, the share and folders.");
    public static final Setting<Long> WATCH_RUNS = number(
            "watch.runs-in-flight", 1, 64, 2, "Sessions that 'watch' fetches, runs a command on, or uploads at once.");
    public static final Setting<Long> WATCH_KEEP =
            number("watch.keep-days", 1, 10_000, 30, "How long the folders of runs (output, logs) are kept.");
    public static final Setting<Long> WATCH_PORT = number(
            "watch.port", 0, 65_535, 9469, "Where 'watch' answers /health and /metrics on this computer; 0: nowhere.");

    private static final List<Setting<?>> TRANSFERS = List.of(
            ALYX_URL,
            ALYX_USER,
            ALYX_PASSWORD,
            ALYX_PASSWORD_FILE,
            ALYX_PASSWORD_COMMAND,
            ALYX_TOKEN,
            ALYX_TOKEN_FILE,
            ALYX_TOKEN_COMMAND,
            ALYX_TIMEOUT,
            REGISTRATION_TIMEOUT,
            ALYX_RATE,
            ALYX_PARALLEL,
            REPOSITORY,
            LAB,
            CA_FILE,
            STORAGE_URL,
            STORAGE_LOGIN,
            TICKET_CACHE,
            STORAGE_USER,
            STORAGE_DOMAIN,
            STORAGE_PASSWORD,
            STORAGE_PASSWORD_FILE,
            STORAGE_PASSWORD_COMMAND,
            NAMING,
            URL_NAMING,
            SMB_CLIENT,
            SMB_CONNECTIONS,
            SMB_CHUNK,
            SMB_SIGNING,
            SMB_ENCRYPTION,
            SMB_LEAST_DIALECT,
            SMB_MOST_DIALECT,
            SMB_TIMEOUT,
            SMB_LANES,
            SMB_WORKERS,
            HTTP_URL,
            HTTP_USER,
            HTTP_PASSWORD,
            HTTP_PASSWORD_FILE,
            HTTP_PASSWORD_COMMAND,
            HTTP_TIMEOUT,
            HTTP_CONNECTIONS,
            HTTP_RANGES,
            MEMORY,
            FILES_IN_FLIGHT,
            SESSIONS_MOVING,
            ATTEMPTS,
            BANDWIDTH,
            MARK,
            CHECKSUM,
            VERIFY,
            ON_CONFLICT,
            REQUIRE_DIGEST,
            REQUESTS_IN_FLIGHT,
            SERVER_TIMEOUT,
            UNREGISTERED,
            WATCH_POLL,
            WATCH_RUNS,
            WATCH_KEEP,
            WATCH_PORT);
    private static final List<Setting<?>> ALL =
            Stream.of(TRANSFERS, MailKeys.ALL).flatMap(List::stream).toList();
    private static final Map<String, Setting<?>> BY_KEY =
            ALL.stream().collect(Collectors.toMap(Setting::key, Function.identity()));
    private static final Set<String> SECTIONS =
            ALL.stream().map(Setting::section).collect(Collectors.toSet());

    private Keys() {}

    public static List<Setting<?>> all() {
        return ALL;
    }

    public static Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    static boolean isSection(String name) {
        return SECTIONS.contains(name);
    }

    /** What is wrong with a key that nobody knows, and which one was perhaps meant. */
    static String unknown(String key) {
        if (key.endsWith("insecure")) {
            return "'" + key + "' is no setting: certificates are checked unless --insecure is typed, each time. For an"
                    + " authority of your own: tls.ca-file";
        }
        Optional<String> near = sameLastPart(key)
                .or(() -> Similar.nearest(key, BY_KEY.keySet()))
                .or(() -> Similar.nearest(key, SECTIONS));
        return "unknown key '" + key + "'"
                + near.map(meant -> "; did you mean '" + meant + "'?")
                        .orElse("; 'alyx-transfer config show' lists all");
    }

    /** A known key put into the wrong section. */
    private static Optional<String> sameLastPart(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        return BY_KEY.keySet().stream()
                .filter(known -> known.endsWith("." + last))
                .sorted()
                .findFirst();
    }

    private static URI webAddress(String text) {
        URI uri = address(text);
        if (!WebAddress.isOne(uri)) {
            throw new IllegalArgumentException("expected an address like http://alyx.example.org");
        }
        return uri;
    }

    private static URI storageAddress(String text) {
        URI uri = address(text);
        boolean share = "smb".equals(uri.getScheme())
                && uri.getHost() != null
                && uri.getPath() != null
                && uri.getPath().length() > 1;
        boolean folder = "file".equals(uri.getScheme())
                && uri.getPath() != null
                && uri.getPath().startsWith("/");
        if (!share && !folder) {
            throw new IllegalArgumentException("expected smb://host[:port]/share[/folder] or file:/folder");
        }
        return uri;
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text.strip());
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("must hold no user or password; they have keys of their own");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no address: " + e.getReason(), e);
        }
    }
}
