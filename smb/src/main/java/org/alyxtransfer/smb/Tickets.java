package org.alyxtransfer.smb;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a login does with Kerberos tickets, and what Java's refusals mean. */
final class Tickets {
    private static final int FORWARDABLE = 1; // place in a ticket's flags, RFC 4120 5.3
    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)"); // as Java prints RFC 4120 7.5.9
    private static final Pattern UNKNOWN_REALM =
            Pattern.compile("(?i)cannot (locate|get|find) (kdc|default realm)"); // no matter of the network
    private static final int MOST_CAUSES = 20;

    /** Threads that wait for a centre: one that swallows questions keeps them longer than anybody waits, and no others. */
    static final Scheduler THREADS = Schedulers.newBoundedElastic(4, 1_000, "smb-tickets", 10, true);

    private Tickets() {}

    /**
     * The same tickets, none of which may be handed on: jcifs-ng asks Java to send the server a forwardable one, with which the
     * server could act for the user anywhere.
     */
    static Subject keptHere(Subject given) {
        Subject kept = new Subject();
        kept.getPrincipals().addAll(given.getPrincipals());
        kept.getPublicCredentials().addAll(given.getPublicCredentials());
        Set<Object> secrets = given.getPrivateCredentials();
        synchronized (secrets) { // as Subject demands of who walks through them
            secrets.forEach(secret -> kept.getPrivateCredentials()
                    .add(secret instanceof KerberosTicket ticket ? keptHere(ticket) : secret));
        }
        return kept;
    }

    private static KerberosTicket keptHere(KerberosTicket ticket) {
        if (ticket.isDestroyed() || !ticket.isForwardable()) {
            return ticket;
        }
        boolean[] flags = ticket.getFlags();
        flags[FORWARDABLE] = false;
        return new KerberosTicket(
                ticket.getEncoded(),
                ticket.getClient(),
                ticket.getServer(),
                ticket.getSessionKey().getEncoded(),
                ticket.getSessionKeyType(),
                flags,
                ticket.getAuthTime(),
                ticket.getStartTime(),
                ticket.getEndTime(),
                ticket.getRenewTill(),
                ticket.getClientAddresses());
    }

    /**
     * Says why there was no token for the service of this host.
     *
     * @param realm of the tickets' holder; "" when nobody knows
     */
    static SmbException refused(Throwable failure, String host, String realm) {
        String why = why(failure);
        if (causes(failure).anyMatch(cause -> UNKNOWN_REALM
                .matcher(String.valueOf(cause.getMessage()))
                .find())) {
            return SmbException.of(Reason.SETUP, Realms.unknown(realm) + " (" + why + ")", failure);
        }
        if (causes(failure).anyMatch(Tickets::isOfTheNetwork)) {
            return SmbException.of(
                    Reason.UNREACHABLE, "the key distribution centre could not be reached (" + why + ")", failure);
        }
        String meaning =
                switch (code(failure).orElse(0)) {
                    case 7 ->
                        "the key distribution centre knows no service cifs/" + host
                                + ": name the server as its tickets do, mostly by its full name";
                    case 32 -> "the ticket has expired; 'kinit' gets a new one";
                    case 37 ->
                        "the clocks of this computer and of the key distribution centre differ too much; set this one";
                    default -> "no login with tickets was possible";
                };
        return SmbException.of(Reason.AUTHENTICATION, meaning + " (" + why + ")", failure);
    }

    /** The realm of whom the tickets are of; "" for none. */
    static String realm(Subject subject) {
        return subject.getPrincipals(KerberosPrincipal.class).stream()
                .map(KerberosPrincipal::getRealm)
                .findFirst()
                .orElse("");
    }

    /**
     * What is made with tickets, on threads of its own, within so much time; Java itself waits for one centre for a minute and
     * a half. Fails with {@code UNREACHABLE} when it takes longer.
     */
    static <T> Mono<T> within(Duration patience, Callable<T> making) {
        return Mono.fromCallable(() -> outcome(making)) // else a failure that nobody waits for any more would be logged
                .subscribeOn(THREADS)
                .timeout(patience, Mono.error(() -> late(patience)))
                .map(Supplier::get);
    }

    private static <T> Supplier<T> outcome(Callable<T> making) {
        try {
            T made = making.call();
            return () -> made;
        } catch (Exception e) { // whoever gives the tickets may fail in any way
            return () -> {
                throw Exceptions.propagate(e);
            };
        }
    }

    private static SmbException late(Duration patience) {
        return SmbException.of(
                Reason.UNREACHABLE,
                "no ticket for the server was had within " + patience.toMillis()
                        + " ms: the key distribution centre does not answer");
    }

    private static boolean isOfTheNetwork(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException;
    }

    private static Optional<Integer> code(Throwable failure) {
        return causes(failure)
                .map(cause -> CODE.matcher(String.valueOf(cause.getMessage())))
                .filter(Matcher::find)
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst();
    }

    /** Below what Java's GSS says are details of reading messages; elsewhere the deepest is the reason. */
    private static String why(Throwable failure) {
        return causes(failure)
                .filter(GSSException.class::isInstance)
                .map(cause -> ((GSSException) cause).getMinorString())
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElseGet(() -> deepest(failure));
    }

    private static String deepest(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(text -> text != null && !text.isBlank())
                .reduce((before, deeper) -> deeper)
                .orElse(failure.getClass().getSimpleName());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES);
    }
}
