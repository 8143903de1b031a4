package org.alyxtransfer.automation.watch;

import java.util.Collection;
import java.util.List;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.User;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The people of a session. */
public final class SessionUsers {
    private SessionUsers() {}

    /** The mail addresses that Alyx has of these users; none for a user whom it does not know any more. */
    public static Mono<List<String>> addresses(AlyxClient alyx, Collection<String> users) {
        return Flux.fromIterable(users)
                .concatMap(user -> alyx.user(user).onErrorResume(SessionUsers::isUnknown, gone -> Mono.empty()), 1)
                .map(User::email)
                .filter(address -> !address.isBlank())
                .collectList();
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }
}
