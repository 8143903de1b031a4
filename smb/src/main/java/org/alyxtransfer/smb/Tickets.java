package org.alyxtransfer.smb;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;

/** What a login does with Kerberos tickets, and what Java's refusals mean. */
final class Tickets {
    private static final int FORWARDABLE = 1; // place in a ticket's flags, RFC 4120 5.3
    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)"); // as Java prints RFC 4120 7.5.9
    private static final int MOST_CAUSES = 20;

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

    /** Says why there was no token for the service of this host. */
    static SmbException refused(Throwable failure, String host) {
        String why = why(failure);
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
