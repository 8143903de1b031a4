package org.alyxtransfer.smb;

import java.util.concurrent.atomic.AtomicBoolean;
import org.alyxtransfer.smb.crypto.CryptoWarmUp;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.Algorithms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * Loads what the first login and the first signed message need, once in a process and beside whatever its caller still has to
 * do before it connects: signed jars and native code take half a second, which nobody then waits for.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private WarmUp() {}

    /** Returns at once; does nothing from the second time on. */
    static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Schedulers.boundedElastic().schedule(WarmUp::tokens);
            Schedulers.boundedElastic().schedule(() -> CryptoWarmUp.run(Algorithms.AES_GMAC));
        }
    }

    private static void tokens() {
        try {
            Tokens.load();
        } catch (SmbException e) {
            LOG.debug("nothing was prepared for a login, which will say itself what is wrong: {}", e.getMessage());
        }
    }
}
