package org.alyxtransfer.smb;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.wire.Connection;
import org.alyxtransfer.smb.wire.Dialling;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Opens sessions with one server, each over a TCP connection of its own.
 *
 * <p>Holds no connection itself; may be shared and thrown away at will.
 */
@CheckReturnValue
public final class SmbClient {
    private static final Duration END = Duration.ofMillis(200);

    private final SmbOptions options;
    private final Dialling dialling;
    private final Sessions sessions = new Sessions();

    private SmbClient(SmbOptions options, Dialling dialling) {
        this.options = options;
        this.dialling = dialling;
    }

    /** A client on event loops that all clients of this process share. */
    public static SmbClient of(SmbOptions options) {
        return of(options, SharedLoops.LOOPS, Schedulers.parallel());
    }

    /**
     * A client on event loops of the caller's.
     *
     * @param workers non-blocking threads that sign and seal what no thread of the caller is at hand for
     */
    public static SmbClient of(SmbOptions options, LoopResources loops, Scheduler workers) {
        WarmUp.begin();
        Dialling dialling = new Dialling(
                options.host(), options.port(), options.connectTimeout(), options.patience(), loops, workers);
        return new SmbClient(options, dialling);
    }

    /**
     * Connects and logs on. Fails with an {@link SmbException}: {@code UNREACHABLE}, {@code DIALECT} (an older server, or a
     * newer one than the options allow), {@code AUTHENTICATION}, {@code POLICY}, {@code PROTOCOL}, {@code TIMEOUT}, {@code
     * DISCONNECTED}; then nothing stays open.
     */
    public Mono<SmbSession> logOn(SmbCredentials credentials) {
        return dialling.connect().flatMap(connection -> loggedOn(connection, credentials, null));
    }

    /**
     * The same in the place of a session of the same user whose connection broke: a server that still believes in it ends it
     * first, with what is open there and what waits to be done. Fails as {@link #logOn} does, with {@code TIMEOUT} when the
     * server is too long about that; the next login in the same place does not ask for it again.
     *
     * @param lost one of this client's; one that is open stays so
     */
    public Mono<SmbSession> logOnInPlaceOf(SmbSession lost, SmbCredentials credentials) {
        return dialling.connect().flatMap(connection -> loggedOn(connection, credentials, lost));
    }

    private Mono<SmbSession> loggedOn(Connection connection, SmbCredentials credentials, @Nullable SmbSession lost) {
        return Mono.defer(() -> new Login(connection, options, credentials, sessions, lost).run())
                .doOnError(e -> connection.fail(Ended.by(e)))
                .doOnCancel(() -> connection.fail(Ended.unwanted()));
    }

    /**
     * Ends the event loops that all clients of this process share, with whatever is still open on them: for a program that is
     * about to end, as HotSpot waits a third of a second for threads in native code. No client works afterwards.
     */
    public static Mono<Void> endSharedLoops() {
        return SharedLoops.LOOPS.disposeLater(Duration.ZERO, END);
    }

    /** Made when they are first needed. */
    private static final class SharedLoops {
        static final LoopResources LOOPS = LoopResources.create("smb", 2, true);
    }
}
