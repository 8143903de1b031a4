package org.alyxtransfer.register;

import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Mono;

/**
 * A session whose files are registered.
 *
 * @param held completes while it may be changed; fails with what is then told of its files
 */
record Claim(SessionPath session, Mono<Void> held) {}
