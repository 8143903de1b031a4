package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.alyx.Fault.Fate;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;

/** One {@code POST /register-file} and the judgement of what came of it. */
final class RegisterFiles {
    private static final Pattern FILENAME = Pattern.compile("filename \"([^\"]+)\"");
    private static final Pattern INVALID_DATASET = Pattern.compile("Invalid dataset \"([^\"]+)\"");

    private final Registration registration;
    private final String where;

    private RegisterFiles(Registration registration, String where) {
        this.registration = registration;
        this.where = where;
    }

    static Mono<RegistrationOutcome> send(
            Registration registration, AlyxSettings settings, Calls calls, Mono<Void> noted) {
        if (registration.files().isEmpty()) {
            return Mono.just(new RegistrationOutcome.Registered(List.of()));
        }
        return Mono.defer(() -> {
            Call call = Call.sending(
                    HttpMethod.POST,
                    "/register-file",
                    registration.body(settings.user()),
                    settings.registrationTimeout());
            RegisterFiles judge = new RegisterFiles(registration, registration.session() + " at " + calls.where(call));
            return calls.once(call, noted).map(judge::accepted).onErrorResume(Fault.class, judge::failed);
        });
    }

    private RegistrationOutcome accepted(JsonNode body) {
        try {
            List<Fields> rows = Fields.each(body, where);
            int sent = registration.files().size();
            if (rows.size() != sent) {
                throw garbled("Alyx answered for " + rows.size() + " of " + sent + " files");
            }
            List<RegisteredDataset> all = new ArrayList<>(sent);
            for (int i = 0; i < sent; i++) {
                all.add(registered(registration.files().get(i), rows.get(i)));
            }
            return new RegistrationOutcome.Registered(List.copyOf(all));
        } catch (TransferException e) {
            return new RegistrationOutcome.Unknown(e);
        }
    }

    private RegisteredDataset registered(FileToRegister file, Fields row) {
        DatasetPath path = file.path();
        if (!path.filename().equals(row.text("name"))
                || !path.collection().equals(row.text("collection"))
                || !path.revision().equals(row.text("revision"))) {
            throw garbled(
                    "Alyx registered " + path + " as " + Excerpt.of(row.text("collection") + "/" + row.text("name")));
        }
        UUID session = row.idAtEndOf("session");
        if (session == null) {
            throw garbled("Alyx registered " + path + " to no session");
        }
        Long size = row.number("file_size");
        if (!Objects.equals(size, file.size())) {
            throw garbled("Alyx registered " + path + " with " + size + " bytes instead of " + file.size());
        }
        return new RegisteredDataset(
                file,
                row.id(),
                session,
                row.text("dataset_type"),
                row.flag("default"),
                row.objects("file_records").stream().map(FileRecord::read).toList());
    }

    private Mono<RegistrationOutcome> failed(Fault fault) {
        TransferException why = new TransferException(fault.why().kind(), where, fault.text(), fault.why());
        if (fault.fate() == Fate.UNKNOWN) {
            return Mono.just(new RegistrationOutcome.Unknown(why));
        }
        if (fault.fate() == Fate.NOT_DONE || fault.refusal() == Refusal.TOKEN) {
            return Mono.just(new RegistrationOutcome.NotDone(why));
        }
        List<Protection> protections = Protections.in(fault.answer().path("details"));
        return Mono.just(new RegistrationOutcome.Refused(
                why, fault.refusal(), culprits(fault.text(), protections), protections));
    }

    private List<DatasetPath> culprits(String words, List<Protection> protections) {
        return registration.files().stream()
                .map(FileToRegister::path)
                .filter(path -> isNamed(path, words, protections))
                .toList();
    }

    private boolean isNamed(DatasetPath path, String words, List<Protection> protections) {
        if (!protections.isEmpty()) {
            return protections.stream().anyMatch(one -> one.file().equals(path.toString()));
        }
        Matcher byName = FILENAME.matcher(words);
        Matcher byPath = INVALID_DATASET.matcher(words);
        return (byName.find() && byName.group(1).equals(path.filename()))
                || (byPath.find() && byPath.group(1).equals(registration.session() + "/" + path));
    }

    private TransferException garbled(String text) {
        return new TransferException(Kind.GARBLED, where, text);
    }
}
