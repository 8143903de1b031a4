package org.alyxtransfer.smb;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.alyxtransfer.smb.SmbOptions.Encryption;
import org.alyxtransfer.smb.SmbOptions.Signing;
import org.alyxtransfer.smb.crypto.PreauthHash;
import org.alyxtransfer.smb.crypto.Sealer;
import org.alyxtransfer.smb.crypto.SessionKeys;
import org.alyxtransfer.smb.crypto.Signer;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Algorithms;
import org.alyxtransfer.smb.message.Capabilities;
import org.alyxtransfer.smb.message.Dialect;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.NegotiateRequest;
import org.alyxtransfer.smb.message.NegotiateResponse;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.SecurityMode;
import org.alyxtransfer.smb.message.SessionSetupRequest;
import org.alyxtransfer.smb.message.SessionSetupResponse;
import org.alyxtransfer.smb.wire.Compound;
import org.alyxtransfer.smb.wire.Connection;
import org.alyxtransfer.smb.wire.Exchange;
import org.alyxtransfer.smb.wire.Guard;
import org.alyxtransfer.smb.wire.Security;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Negotiates and logs on over a fresh connection ([MS-SMB2] 3.2.4.2.2, 3.2.4.2.3). Used once.
 *
 * <p>The pre-authentication hash runs over both NEGOTIATE messages, every SESSION_SETUP request, and every answer but the
 * last.
 */
final class Login {
    private static final int PAYLOAD = 8 << 20; // more than this no server grants: the length of a frame has 24 bits

    private final Connection connection;
    private final SmbOptions options;
    private final SmbCredentials credentials;
    private final Sessions sessions;
    private final @Nullable SmbSession lost;
    private PreauthHash preauth = PreauthHash.start();
    private byte[] guid = new byte[16];
    private byte[] salt = new byte[32];

    /** One answer to SESSION_SETUP: what it says, whose it is, and its bytes, to be checked when there is a key. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Answer(int status, SessionSetupResponse content, Header header, byte[] message) {}

    /** @param lost whose place this takes, if any */
    Login(
            Connection connection,
            SmbOptions options,
            SmbCredentials credentials,
            Sessions sessions,
            @Nullable SmbSession lost) {
        this.connection = connection;
        this.options = options;
        this.credentials = credentials;
        this.sessions = sessions;
        this.lost = lost;
    }

    /** Fails with {@code AUTHENTICATION}, {@code POLICY}, or as the connection does. */
    Mono<SmbSession> run() {
        return Mono.fromRunnable(this::drawRandomBytes)
                .subscribeOn(Schedulers.boundedElastic()) // entropy, tickets and names may make a thread wait
                .then(Mono.defer(this::negotiate))
                .flatMap(this::authenticate);
    }

    private void drawRandomBytes() {
        SecureRandom random = new SecureRandom();
        random.nextBytes(guid);
        random.nextBytes(salt);
    }

    private Mono<NegotiateResponse> negotiate() {
        Exchange<NegotiateResponse> exchange = Exchange.of(
                new NegotiateRequest(
                        securityMode(),
                        capabilities(),
                        guid,
                        dialects(),
                        salt,
                        options.ciphers(),
                        options.signatures()),
                message -> {
                    preauth = preauth.with(message.nioBuffer());
                    return NegotiateResponse.read(message);
                });
        return connection
                .send(Compound.of(0, Guard.PLAIN, exchange).onSend(request -> preauth = preauth.with(request)))
                .then(Mono.fromCallable(() -> checked(exchange)));
    }

    private NegotiateResponse checked(Exchange<NegotiateResponse> exchange) {
        if (exchange.status() == NtStatus.NOT_SUPPORTED) {
            throw SmbException.of(
                    Reason.DIALECT,
                    "the server speaks none of the dialects " + options.lowest() + " to " + options.highest());
        }
        NegotiateResponse answer = exchange.value();
        Dialect dialect = answer.dialect();
        if (!dialect.isAtLeast(options.lowest()) || !options.highest().isAtLeast(dialect)) {
            throw policy("the server chose " + dialect + ", which was not offered");
        }
        if (dialect == Dialect.SMB_3_1_1 && !answer.hasPreauth()) {
            throw policy("the server does not protect the negotiation, as SMB 3.1.1 demands");
        }
        if (cipher(answer) == 0 && options.encryption() == Encryption.REQUIRED) {
            throw policy("encryption is required, but the server agreed to no cipher at " + dialect);
        }
        if (answer.cipher() != 0 && !options.ciphers().contains(answer.cipher())) {
            throw policy("the server chose a cipher that was not offered");
        }
        if (answer.signingAlgorithm() >= 0 && !options.signatures().contains(answer.signingAlgorithm())) {
            throw policy("the server chose a signing algorithm that was not offered");
        }
        boolean mustSign = (answer.securityMode() & SecurityMode.SIGNING_REQUIRED) != 0;
        if (mustSign && options.signing() == Signing.OFF && options.encryption() != Encryption.REQUIRED) {
            throw policy("the server demands signed messages, but signing is off; set it to if-required or required");
        }
        connection.allowPayloads(Math.min(PAYLOAD, Math.max(answer.maxRead(), answer.maxTransact())));
        return answer;
    }

    private Mono<SmbSession> authenticate(NegotiateResponse agreed) {
        return made(() -> Tokens.begin(credentials, options.host(), agreed.token()))
                .flatMap(tokens -> step(tokens, agreed.token())
                        .expandDeep(answer -> answer.status() == NtStatus.SUCCESS
                                ? Mono.empty()
                                : step(tokens, answer.content().token()))
                        .last()
                        .publishOn(Schedulers.boundedElastic())
                        .map(last -> session(tokens, agreed, last)));
    }

    /** A part of the login that may wait for a key distribution centre, or for who knows names. */
    private <T> Mono<T> made(Callable<T> part) {
        return credentials instanceof SmbCredentials.Kerberos
                ? Tickets.within(options.patience(), part)
                : Mono.fromCallable(part).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Answer> step(Tokens tokens, byte[] received) {
        return made(() -> tokens.next(received)).flatMap(this::exchanged);
    }

    private Mono<Answer> exchanged(byte[] token) {
        Exchange<Answer> exchange = Exchange.of(
                new SessionSetupRequest(securityMode(), 0, token, previous()),
                this::answer,
                status -> status == NtStatus.SUCCESS || status == NtStatus.MORE_PROCESSING_REQUIRED);
        return connection
                .send(Compound.of(0, Guard.PLAIN, exchange).onSend(request -> preauth = preauth.with(request)))
                .doOnError(this::giveUpLost)
                .then(Mono.fromCallable(() -> {
                    if (NtStatus.isError(exchange.status()) && exchange.status() != NtStatus.MORE_PROCESSING_REQUIRED) {
                        throw SmbException.authentication(
                                exchange.status(), "the server refused the login: " + NtStatus.name(exchange.status()));
                    }
                    return exchange.value();
                }));
    }

    /** The number of the lost session, 0 for none. One nobody is not told from another, so that none is ended for another. */
    private long previous() {
        if (lost == null || lost.isOpen() || credentials instanceof SmbCredentials.Guest) {
            return 0;
        }
        return sessions.isOpen(lost.number()) ? 0 : lost.number();
    }

    /** Samba lets a login wait until the process that serves the lost session has ended it, which may hang for ever. */
    private void giveUpLost(Throwable failure) {
        if (lost != null && failure instanceof SmbException known && known.reason() == Reason.TIMEOUT) {
            lost.giveUp();
        }
    }

    private Answer answer(ByteBuf message) {
        Header header = Header.read(message);
        byte[] bytes = new byte[message.readableBytes()];
        message.getBytes(message.readerIndex(), bytes);
        if (header.status() != NtStatus.SUCCESS) {
            preauth = preauth.with(ByteBuffer.wrap(bytes));
        }
        connection.secure(new Security(header.sessionId(), null, null));
        sessions.began(header.sessionId(), connection);
        return new Answer(header.status(), SessionSetupResponse.read(message), header, bytes);
    }

    private SmbSession session(Tokens tokens, NegotiateResponse agreed, Answer last) {
        tokens.finish(last.content().token());
        int nobody = SessionSetupResponse.IS_GUEST | SessionSetupResponse.IS_NULL;
        boolean isGuest = (last.content().sessionFlags() & nobody) != 0;
        if (isGuest && !(credentials instanceof SmbCredentials.Guest)) {
            throw SmbException.of(
                    Reason.AUTHENTICATION,
                    "the server let this user in as a guest only, which is not accepted"
                            + (credentials instanceof SmbCredentials.Password ? ": check name and password" : ""));
        }
        byte[] key = isGuest ? new byte[0] : tokens.sessionKey();
        boolean isNobody = isGuest || (key.length == 0 && credentials instanceof SmbCredentials.Guest);
        boolean mustSign =
                options.signing() == Signing.REQUIRED || (agreed.securityMode() & SecurityMode.SIGNING_REQUIRED) != 0;
        Security security = isNobody ? guest(last) : secured(key, agreed, last, mustSign);
        connection.secure(security);
        boolean mustSeal = (last.content().sessionFlags() & SessionSetupResponse.ENCRYPT_DATA) != 0
                || options.encryption() == Encryption.REQUIRED;
        if (mustSeal && security.sealerOrNull() == null) {
            throw policy("encryption is demanded, but no cipher was agreed on at " + agreed.dialect());
        }
        boolean signs = mustSign && !isNobody && !mustSeal;
        SessionFacts facts = new SessionFacts(
                agreed.dialect(),
                signs,
                mustSeal,
                signature(agreed),
                cipher(agreed),
                Math.min(PAYLOAD, agreed.maxRead()),
                Math.min(PAYLOAD, agreed.maxWrite()),
                Math.min(PAYLOAD, agreed.maxTransact()));
        return new SmbSession(
                connection, options, facts, new Offer(securityMode(), capabilities(), guid, dialects(), agreed));
    }

    private Security guest(Answer last) {
        if (options.signing() == Signing.REQUIRED || options.encryption() == Encryption.REQUIRED) {
            throw policy("a guest can neither sign nor encrypt; say signing off or if-required to go on as one");
        }
        return new Security(last.header().sessionId(), null, null);
    }

    private Security secured(byte[] key, NegotiateResponse agreed, Answer last, boolean mustSign) {
        if (key.length == 0) {
            throw SmbException.of(Reason.AUTHENTICATION, "the login gave no session key, so nothing could be signed");
        }
        SessionKeys keys = SessionKeys.derive(agreed.dialect().code(), key, preauth.value(), cipher(agreed));
        Signer signer = Signer.of(signature(agreed), keys.signing());
        boolean isSigned = last.header().isSigned();
        if (!isSigned && (agreed.dialect() == Dialect.SMB_3_1_1 || mustSign)) {
            throw SmbException.of(Reason.PROTOCOL, "the server did not sign the end of the login");
        }
        if (isSigned && !signer.verify(ByteBuffer.wrap(last.message()), ByteBuffer.allocate(0))) {
            throw SmbException.of(
                    Reason.PROTOCOL, "the end of the login has a wrong signature: somebody changed the negotiation");
        }
        @Nullable Sealer sealer = keys.canSeal() ? Sealer.of(cipher(agreed), keys) : null;
        return new Security(last.header().sessionId(), signer, sealer);
    }

    private int securityMode() {
        return options.signing() == Signing.REQUIRED
                ? SecurityMode.SIGNING_ENABLED | SecurityMode.SIGNING_REQUIRED
                : SecurityMode.SIGNING_ENABLED;
    }

    private int capabilities() {
        boolean mayEncrypt = options.highest().isAtLeast(Dialect.SMB_3_0)
                && !options.ciphers().isEmpty();
        return Capabilities.LARGE_MTU | (mayEncrypt ? Capabilities.ENCRYPTION : 0);
    }

    private List<Dialect> dialects() {
        return Stream.of(Dialect.values())
                .filter(dialect ->
                        dialect.isAtLeast(options.lowest()) && options.highest().isAtLeast(dialect))
                .toList();
    }

    /** Before 3.1.1 a capability says that AES-128-CCM is possible; 0 when there is none that was offered. */
    private int cipher(NegotiateResponse agreed) {
        boolean ccm = agreed.dialect().isAtLeast(Dialect.SMB_3_0)
                && agreed.dialect() != Dialect.SMB_3_1_1
                && (agreed.capabilities() & Capabilities.ENCRYPTION) != 0
                && options.ciphers().contains(Algorithms.AES_128_CCM);
        return ccm ? Algorithms.AES_128_CCM : agreed.cipher();
    }

    private static int signature(NegotiateResponse agreed) {
        if (!agreed.dialect().isAtLeast(Dialect.SMB_3_0)) {
            return Signer.HMAC_SHA256;
        }
        return agreed.signingAlgorithm() < 0 ? Signer.AES_CMAC : agreed.signingAlgorithm();
    }

    private static SmbException policy(String why) {
        return SmbException.of(Reason.POLICY, why);
    }
}
