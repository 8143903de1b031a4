package org.alyxtransfer.smb;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.message.EchoRequest;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.IoctlResponse;
import org.alyxtransfer.smb.message.LogoffRequest;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.TreeConnectRequest;
import org.alyxtransfer.smb.message.TreeConnectResponse;
import org.alyxtransfer.smb.wire.Compound;
import org.alyxtransfer.smb.wire.Connection;
import org.alyxtransfer.smb.wire.Exchange;
import org.alyxtransfer.smb.wire.Guard;
import reactor.core.publisher.Mono;

/**
 * A login on a connection of its own. Ends with {@link #logOff()}, or with the connection: then everything under way
 * fails, and so does all that comes later.
 */
@CheckReturnValue
public final class SmbSession {
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Connection connection;
    private final SmbOptions options;
    private final SessionFacts facts;
    private final Offer offer;
    private volatile long number;

    /** A tree and its number, which only the header of the answer has. */
    private record Tree(int id, TreeConnectResponse content) {
        static Tree read(ByteBuf message) {
            return new Tree(Header.read(message).treeId(), TreeConnectResponse.read(message));
        }
    }

    SmbSession(Connection connection, SmbOptions options, SessionFacts facts, Offer offer) {
        this.connection = connection;
        this.options = options;
        this.facts = facts;
        this.offer = offer;
        this.number = connection.security().sessionId();
        connection.keepAlive(options.idle(), guard());
    }

    public SessionFacts facts() {
        return facts;
    }

    public boolean isOpen() {
        return connection.isOpen();
    }

    /** By which the server knows it; 0 when it is not to be asked for it any more. */
    long number() {
        return number;
    }

    /** A login that named it waited in vain. */
    void giveUp() {
        number = 0;
    }

    /** Completes when the connection has ended. */
    public Mono<Void> onClose() {
        return connection.onClose();
    }

    /** Connects to a share of this server. Fails with the server's status when there is none of that name. */
    public Mono<SmbShare> share(String name) {
        return Mono.defer(() -> {
            Exchange<Tree> exchange =
                    Exchange.of(new TreeConnectRequest("\\\\" + options.host() + "\\" + name), Tree::read);
            return connection
                    .send(Compound.of(0, guardOfTreeConnect(), exchange))
                    .then(Mono.fromCallable(() -> share(name, exchange.value())))
                    .flatMap(share -> validated(share).thenReturn(share));
        });
    }

    /** Asks the server for a sign of life. */
    public Mono<Void> echo() {
        return Mono.defer(() -> {
            Exchange<Boolean> exchange = Exchange.of(new EchoRequest());
            return connection.send(Compound.of(0, guard(), exchange)).then(Mono.fromRunnable(exchange::require));
        });
    }

    /** Logs off and closes the connection; never fails. What is still under way fails. */
    public Mono<Void> logOff() {
        return Mono.defer(() -> connection.send(logOffRequest()))
                .timeout(FAREWELL)
                .then(Mono.<Void>fromRunnable(() -> connection.close(Ended.byLogOff())))
                .onErrorResume(e -> Mono.fromRunnable(() -> connection.fail(Ended.byLogOff())))
                .then(connection.onClose());
    }

    /**
     * Ends it by itself, once its files are closed and nobody has used it for two seconds. Until then all goes on; who keeps
     * using it keeps it.
     */
    public void retire() {
        connection.whenIdle(() -> {
            connection.tell(logOffRequest());
            connection.close(Ended.byLogOff());
        });
    }

    /** Cuts the connection without a word. */
    public void cut() {
        connection.fail(SmbException.of(Reason.DISCONNECTED, "this side cut the connection"));
    }

    private SmbShare share(String name, Tree tree) {
        TreeConnectResponse content = tree.content();
        if (content.shareType() != TreeConnectResponse.DISK) {
            throw SmbException.status(NtStatus.BAD_DEVICE_TYPE, "the share '" + name + "' holds no files");
        }
        boolean mustSeal = (content.shareFlags() & TreeConnectResponse.ENCRYPT_DATA) != 0;
        if (mustSeal && connection.security().sealerOrNull() == null) {
            throw SmbException.of(
                    Reason.POLICY,
                    "the share '" + name + "' demands encryption, but no cipher was agreed on at " + facts.dialect());
        }
        return new SmbShare(connection, facts, name, tree.id(), mustSeal ? Guard.SEALED : guard());
    }

    private Mono<Void> validated(SmbShare share) {
        if (!offer.needsValidation() || connection.security().signerOrNull() == null) {
            return Mono.empty();
        }
        Exchange<IoctlResponse> exchange = Exchange.of(offer.question(), IoctlResponse::read);
        Guard guard = share.guard() == Guard.SEALED ? Guard.SEALED : Guard.SIGNED;
        return connection
                .send(Compound.of(share.treeId(), guard, exchange))
                .then(Mono.<Void>fromRunnable(() -> confirmed(exchange)))
                .doOnError(e -> connection.fail(Ended.by(e))); // [MS-SMB2] 3.2.5.5
    }

    private void confirmed(Exchange<IoctlResponse> exchange) {
        // An error under a right signature comes from a server that is too old to lie about 3.x.
        if (exchange.status() == NtStatus.SUCCESS) {
            offer.check(exchange.value());
        } else if (offer.answer().dialect().isAtLeast(Dialect.SMB_3_0)) {
            throw SmbException.of(Reason.PROTOCOL, "the server does not confirm the negotiation");
        }
    }

    private Compound logOffRequest() {
        return Compound.of(0, guard(), Exchange.of(new LogoffRequest()));
    }

    private Guard guard() {
        if (facts.isSealed()) {
            return Guard.SEALED;
        }
        return facts.isSigned() ? Guard.SIGNED : Guard.PLAIN;
    }

    /** At 3.1.1 servers refuse one without a signature, also in a session that signs nothing else. */
    private Guard guardOfTreeConnect() {
        boolean canSign = connection.security().signerOrNull() != null;
        return guard() == Guard.PLAIN && canSign ? Guard.SIGNED : guard();
    }
}
