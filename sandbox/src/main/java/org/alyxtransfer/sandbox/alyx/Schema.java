package org.alyxtransfer.sandbox.alyx;

import java.util.Map;
import reactor.core.publisher.Mono;

/** {@code /api/schema}: the OpenAPI description that the ONE client asks for before its first call. Needs no token. */
final class Schema {
    private Schema() {}

    /** JSON is YAML too, so one form serves whatever was asked for. */
    static Endpoint endpoint(byte[] schema) {
        Answer answer = new Answer(200, "application/vnd.oai.openapi+json", schema, Map.of());
        return new Endpoint(Endpoint.READ, true, true, call -> Mono.just(answer));
    }
}
