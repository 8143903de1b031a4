package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Speaks to one Alyx as one user. Everything is lazy; nothing is sent before somebody subscribes.
 *
 * <p>Signs in by itself with the first request and once more when Alyx no longer knows the token. Questions are repeated
 * by the settings' {@link RetryPolicy}; requests that make something are repeated only where they certainly were not
 * carried out; {@link #registerFiles} is never repeated. Lists come page by page as they are used, each row once. All
 * errors are {@link TransferException}s: {@code AUTHENTICATION}, {@code DENIED}, {@code NOT_FOUND}, {@code REFUSED},
 * {@code THROTTLED}, {@code UNREACHABLE}, {@code TIMEOUT}, {@code DISCONNECTED}, {@code UNAVAILABLE}, {@code GARBLED}.
 * Names and paths in answers are a server's word: check them with their {@code path()} before using them as files.
 */
@CheckReturnValue
public final class AlyxClient {
    private static final int PAGE = 250; // Alyx's default; a page of datasets takes it about a second
    private static final int LARGE_PAGE = 1000; // the most that Alyx gives; for short rows

    private final AlyxSettings settings;
    private final Wire wire;
    private final Calls calls;
    private final Pages pages;
    private final SessionCreation sessions;

    private AlyxClient(AlyxSettings settings) {
        this.settings = settings;
        this.wire = new Wire(settings);
        this.calls = new Calls(settings, wire);
        this.pages = new Pages(calls, settings.responseTimeout());
        this.sessions = new SessionCreation(calls, pages, settings.responseTimeout());
    }

    private AlyxClient(AlyxClient same, SessionCreation sessions) {
        this.settings = same.settings;
        this.wire = same.wire;
        this.calls = same.calls;
        this.pages = same.pages;
        this.sessions = sessions;
    }

    /** Makes no connection yet; {@link #close()} ends those made later. */
    public static AlyxClient connect(AlyxSettings settings) {
        return new AlyxClient(settings);
    }

    /**
     * The same client over the same connections, which notes the sessions that it asks for; closing one closes both.
     *
     * @param serverTimeout how long Alyx may still work on a request whose client is gone
     */
    public AlyxClient remembering(CreationNotes notes, Duration serverTimeout) {
        return new AlyxClient(this, sessions.remembering(notes, serverTimeout));
    }

    /** Gets a token when there is none; proves the password, not a given token (see {@link #whoAmI()}). */
    public Mono<Void> authenticate() {
        return calls.authenticate();
    }

    /** The user of the settings: the proof that the token works, which a successful registration is not. */
    public Mono<User> whoAmI() {
        return user(settings.user());
    }

    /**
     * Whether this user may write; changes nothing. Alyx refuses readers before it looks at what they send, and has no
     * permissions for single objects, so one request that nobody could carry out tells it for all.
     */
    public Mono<Boolean> mayWrite() {
        return calls.careful(Call.unreadable(HttpMethod.POST, "/sessions", settings.responseTimeout()))
                .<Boolean>flatMap(taken -> Mono.error(() -> new TransferException(
                        Kind.GARBLED, wire.base(), "took a request that nobody can read; is this an Alyx?")))
                .onErrorResume(Fault.class, AlyxClient::isWriter);
    }

    private static Mono<Boolean> isWriter(Fault fault) {
        return switch (fault.refusal()) {
            case PERMISSION -> Mono.just(false);
            case UNREADABLE -> Mono.just(true);
            default -> Mono.error(fault.why());
        };
    }

    /** What the server offers of what this client uses; about 600 kB of answer. */
    public Mono<SelfDescription> selfDescription() {
        return calls.repeating(Call.get(SelfDescription.ADDRESS, settings.responseTimeout()))
                .map(SelfDescription::of);
    }

    /** Newest first, as far as Alyx keeps an order. */
    public Flux<SessionSummary> sessions(SessionQuery query) {
        return pages.list("/sessions", query.query(), PAGE, SessionSummary::read, SessionSummary::id);
    }

    /**
     * Datasets that were made or changed since a time of the server's clock, a changed file record included;
     * in no order. Who asks again and again should let the times overlap: clocks are set back, and a change may be seen late.
     */
    public Flux<ChangedDataset> changedDatasets(LocalDateTime since) {
        Query query = Query.NONE.with("django", "auto_datetime__gte," + Query.time(since));
        return pages.list("/datasets", query, LARGE_PAGE, ChangedDataset::read, ChangedDataset::id);
    }

    /** Sessions that were made or changed since a time of the server's clock. */
    public Flux<SessionSummary> changedSessions(LocalDateTime since) {
        Query query = Query.NONE.with("django", "auto_datetime__gte," + Query.time(since));
        return pages.list("/sessions", query, PAGE, SessionSummary::read, SessionSummary::id);
    }

    /** The session of this name; of several the one with the lowest id, as registration takes that. Empty for none. */
    public Mono<SessionSummary> session(SessionPath name) {
        SessionQuery query = SessionQuery.any()
                .subject(name.subject())
                .dates(name.date(), name.date())
                .number(name.number());
        return sessions(query)
                .reduce((one, other) -> one.id().toString().compareTo(other.id().toString()) <= 0 ? one : other);
    }

    public Mono<Session> session(UUID id) {
        return one("/sessions/" + id, Session::read);
    }

    /** Always makes a new one, also when there is one of the same subject, date and number. */
    public Mono<Session> createSession(NewSession session) {
        return sessions.create(session);
    }

    /** Gives the session of this subject, date and number, made now if there was none; one at a time. */
    public Mono<FoundOrCreated> findOrCreateSession(NewSession session) {
        return sessions.findOrCreate(session);
    }

    /** Sets the named fields; {@code json} and lists are replaced, not merged. */
    public Mono<Session> patchSession(UUID id, Map<String, ?> changes) {
        return patched("/sessions/" + id, changes, Session::read);
    }

    /**
     * Datasets with hash, size and all file records, in no order: one request for each 250, fewer than any other way.
     * A session that Alyx does not know is {@code NOT_FOUND}.
     */
    public Flux<Dataset> datasets(DatasetQuery query) {
        return pages.list("/datasets", query.query(), PAGE, Dataset::read, Dataset::id);
    }

    public Mono<Dataset> dataset(UUID id) {
        return datasets(DatasetQuery.ofIds(List.of(id))) // the list tells of protection, the single dataset does not
                .next()
                .switchIfEmpty(Mono.error(
                        () -> new TransferException(Kind.NOT_FOUND, "dataset " + id, "Alyx knows no such dataset")));
    }

    /** Those of the ids that exist, in no order; 50 a request. */
    public Flux<Dataset> datasets(Collection<UUID> ids) {
        return Flux.fromIterable(ids)
                .buffer(50) // an address of 100 ids would pass gunicorn's limit of 4094 characters
                .concatMap(some -> datasets(DatasetQuery.ofIds(some)), 1);
    }

    /**
     * Registers files of one session with one request, which is never repeated here; never ends with an error: the fate
     * of the request is in the outcome. Only one request for a session may be in flight at a time.
     */
    public Mono<RegistrationOutcome> registerFiles(Registration registration) {
        return registerFiles(registration, Mono.empty());
    }

    /**
     * The same.
     *
     * @param noted done when it is the request's turn, before it is sent: what it fails with, the request was not sent for
     */
    public Mono<RegistrationOutcome> registerFiles(Registration registration, Mono<Void> noted) {
        return RegisterFiles.send(registration, settings, calls, noted);
    }

    /** Says whether the copy in that repository exists; the only way to repair a record after an unchanged hash. */
    public Mono<FileRecord> patchFileRecord(UUID id, boolean exists) {
        return patched("/files/" + id, Map.of("exists", exists), FileRecord::read);
    }

    /** Only files of which some revision is protected; {@code NOT_FOUND} for an unknown session. */
    public Flux<Protection> checkProtected(SessionPath session, Collection<DatasetPath> files) {
        return Flux.fromIterable(files)
                .map(DatasetPath::toString)
                .buffer(20) // names of 100 characters stay within gunicorn's limit for the address
                .concatMap(some -> protections(session, some), 1);
    }

    public Flux<DatasetType> datasetTypes() {
        return pages.list("/dataset-types", Query.NONE, LARGE_PAGE, DatasetType::read, DatasetType::name);
    }

    public Flux<DataFormat> dataFormats() {
        return pages.list("/data-formats", Query.NONE, LARGE_PAGE, DataFormat::read, DataFormat::name);
    }

    /** The matcher over all types and formats that Alyx has now. */
    public Mono<DatasetTypes> typeMatcher() {
        return datasetTypes().collectList().zipWith(dataFormats().collectList(), DatasetTypes::of);
    }

    public Flux<Repository> repositories() {
        return pages.list("/data-repository", Query.NONE, LARGE_PAGE, Repository::read, Repository::name);
    }

    public Mono<Repository> repository(String name) {
        return one("/data-repository/" + Query.element(name), Repository::read);
    }

    public Flux<Lab> labs() {
        return pages.list("/labs", Query.NONE, PAGE, Lab::read, Lab::name);
    }

    public Mono<Lab> lab(String name) {
        return one("/labs/" + Query.element(name), Lab::read);
    }

    public Flux<Subject> subjects() {
        return pages.list(
                "/subjects", Query.NONE, PAGE, Subject::read, subject -> List.of(subject.lab(), subject.nickname()));
    }

    /** {@code CONFLICT} when two labs have a subject of this nickname: Alyx cannot register to either of them. */
    public Mono<Subject> subject(String nickname) {
        return one("/subjects/" + Query.element(nickname), Subject::read);
    }

    public Flux<Project> projects() {
        return pages.list("/projects", Query.NONE, PAGE, Project::read, Project::name);
    }

    public Flux<User> users() {
        return pages.list("/users", Query.NONE, PAGE, User::read, User::name);
    }

    public Mono<User> user(String name) {
        return one("/users/" + Query.element(name), User::read);
    }

    public Flux<Tag> tags() {
        return pages.list("/tags", Query.NONE, PAGE, Tag::read, Tag::name);
    }

    /** Records that the user downloaded these datasets. */
    public Mono<Void> newDownload(Collection<UUID> datasets) {
        List<String> ids = datasets.stream().map(UUID::toString).toList();
        return created("/new-download", Map.of("datasets", ids), fields -> fields)
                .then();
    }

    /** {@code EXISTS} when there is one of this name; so for all that follow. */
    public Mono<Lab> createLab(String name, Collection<String> repositories) {
        return created("/labs", Map.of("name", name, "repositories", List.copyOf(repositories)), Lab::read);
    }

    /** Replaces the lab's repositories: in each of them, files registered for the lab get records. */
    public Mono<Lab> setRepositories(String lab, Collection<String> repositories) {
        return patched("/labs/" + Query.element(lab), Map.of("repositories", List.copyOf(repositories)), Lab::read);
    }

    public Mono<Project> createProject(Project project) {
        return created(
                "/projects",
                Map.of("name", project.name(), "description", project.description(), "users", project.users()),
                Project::read);
    }

    /** The responsible user is the caller when {@link Subject#responsibleUser()} is empty. */
    public Mono<Subject> createSubject(Subject subject) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("nickname", subject.nickname());
        body.put("lab", subject.lab());
        body.put("projects", subject.projects());
        if (!subject.responsibleUser().isEmpty()) {
            body.put("responsible_user", subject.responsibleUser());
        }
        return created("/subjects", body, Subject::read);
    }

    public Mono<Repository> createRepository(Repository repository) {
        return created("/data-repository", Bodies.of(repository), Repository::read);
    }

    public Mono<DatasetType> createDatasetType(DatasetType type) {
        return created("/dataset-types", Bodies.of(type), DatasetType::read);
    }

    public Mono<DataFormat> createDataFormat(DataFormat format) {
        return created("/data-formats", Bodies.of(format), DataFormat::read);
    }

    /** Ends idle connections; requests still running fail. */
    public Mono<Void> close() {
        return wire.close();
    }

    @Override
    public String toString() {
        return settings.toString();
    }

    private Flux<Protection> protections(SessionPath session, List<String> files) {
        String address = Query.NONE
                .with("path", session)
                .with("filenames", String.join(",", files))
                .after("/check-protected");
        return calls.repeating(Call.get(address, settings.responseTimeout()))
                .flatMapIterable(body -> Protections.in(body.path("details")));
    }

    private <T> Mono<T> one(String address, Function<Fields, T> reader) {
        Call call = Call.get(address, settings.responseTimeout());
        return calls.repeating(call).map(body -> read(body, call, reader));
    }

    private <T> Mono<T> patched(String address, Map<String, ?> changes, Function<Fields, T> reader) {
        return Mono.defer(() -> {
            Call call = Call.sending(HttpMethod.PATCH, address, changes, settings.responseTimeout());
            return calls.repeating(call).map(body -> read(body, call, reader));
        });
    }

    private <T> Mono<T> created(String address, Map<String, ?> fields, Function<Fields, T> reader) {
        return Mono.defer(() -> {
            Call call = Call.sending(HttpMethod.POST, address, fields, settings.responseTimeout());
            return calls.careful(call).onErrorMap(Fault.class, Fault::why).map(body -> read(body, call, reader));
        });
    }

    private <T> T read(JsonNode body, Call call, Function<Fields, T> reader) {
        return reader.apply(Fields.of(body, calls.where(call)));
    }
}
