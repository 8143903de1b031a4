package org.alyxtransfer.cli.launch;

import java.time.Duration;
import org.alyxtransfer.smb.SmbClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;

/** The threads that wait for the network. */
public final class EventLoops {
    private static final Duration LONGEST = Duration.ofMillis(200);

    private EventLoops() {}

    /**
     * Ends them, for a process that is about to end: HotSpot's exit waits up to 0.3 s for threads that are in native code, as
     * these are while they wait. Blocks, for a few milliseconds.
     */
    public static void end() {
        Mono.when(SmbClient.endSharedLoops(), HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, LONGEST))
                .timeout(LONGEST)
                .onErrorComplete()
                .block();
    }
}
