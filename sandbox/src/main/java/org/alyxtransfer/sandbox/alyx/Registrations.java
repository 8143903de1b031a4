package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code POST /register-file}: file by file, each for itself. What was registered stays when a later file is refused,
 * when the worker is killed, or when the client is gone.
 */
final class Registrations {
    private final Desk desk;
    private final Misbehaviour misbehaviour;
    private final Traffic traffic;
    private final Workers workers;

    Registrations(Desk desk, Misbehaviour misbehaviour, Traffic traffic) {
        this.desk = desk;
        this.misbehaviour = misbehaviour;
        this.traffic = traffic;
        this.workers = new Workers(misbehaviour::workers);
    }

    Mono<Answer> register(Call call) {
        Mono<Answer> work = workers.work(killedInTime(Mono.defer(() -> run(call))));
        Mono<Answer> watched = traffic.watchingRegistration(Json.textOf(call.body(), "path"), work);
        // cache() goes on when its subscriber cancels: a real worker does not notice that its client is gone.
        return misbehaviour.registersAfterDisconnect() ? watched.cache() : watched;
    }

    private Mono<Answer> run(Call call) {
        return desk.turn(store -> RegisterRequest.read(store, call)).flatMap(this::registerAll);
    }

    private Mono<Answer> registerAll(RegisterRequest request) {
        return Flux.fromIterable(request.items())
                .concatMap(item -> registerOne(new FileRegistration(request, item)), 1)
                .collectList()
                .flatMap(rows -> desk.turn(store -> written(store, rows)));
    }

    private Mono<DatasetRow> registerOne(FileRegistration file) {
        Duration race = misbehaviour.raceWindow();
        Mono<DatasetRow> registered = race.isZero()
                ? desk.turn(store -> file.commit(store, file.look(store)))
                : desk.turn(file::look)
                        .delayElement(race)
                        .flatMap(found -> desk.turn(store -> file.commit(store, found)));
        Duration cost = misbehaviour.registrationCost();
        return cost.isZero() ? registered : Mono.delay(cost).then(registered);
    }

    private Mono<Answer> killedInTime(Mono<Answer> work) {
        Duration limit = misbehaviour.workerTimeout();
        return limit.isZero() ? work : work.timeout(limit, Mono.fromSupplier(Answer::workerKilled));
    }

    private static Answer written(Store store, List<DatasetRow> rows) {
        ArrayNode written = Json.array();
        rows.forEach(row -> written.add(DatasetWriter.registered(store, row)));
        return Answer.json(201, written);
    }
}
