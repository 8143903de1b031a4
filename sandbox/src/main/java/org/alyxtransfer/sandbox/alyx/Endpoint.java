package org.alyxtransfer.sandbox.alyx;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What answers one kind of path.
 *
 * @param allow the methods, as the {@code Allow} header gives them
 * @param isOpen whether it lacks a permission check (a token that is wrong is still refused)
 * @param isThrottled whether its calls count against the user's rate
 */
record Endpoint(String allow, boolean isOpen, boolean isThrottled, Function<Call, Mono<Answer>> handler) {
    static final String READ = "GET, HEAD, OPTIONS";
    static final String LIST = "GET, POST, HEAD, OPTIONS";
    static final String DETAIL = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";
    static final String POST_ONLY = "POST, OPTIONS";

    boolean allows(String method) {
        return List.of(allow.split(", ")).contains(method);
    }
}
