package org.alyxtransfer.alyx;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.alyxtransfer.alyx.Fault.Fate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.tls.TlsFailures;

/** Tells from what Netty reports whether the request can have reached the server. */
final class Broken {
    private Broken() {}

    static Fault fault(Throwable failure, String where) {
        if (failure instanceof Fault known) {
            return known;
        }
        if (failure instanceof TransferException known) {
            return Fault.of(known, Fate.UNKNOWN);
        }
        Optional<TransferException> untrusted = TlsFailures.find(failure, where);
        if (untrusted.isPresent()) {
            return Fault.of(untrusted.get(), Fate.NOT_DONE);
        }
        if (failure instanceof UnknownHostException) {
            return Fault.of(why(Kind.UNREACHABLE, where, "no such host; check Alyx's address", failure), Fate.NOT_DONE);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return Fault.of(why(Kind.UNREACHABLE, where, "cannot connect to Alyx", failure), Fate.NOT_DONE);
        }
        if (failure instanceof ReadTimeoutException || failure instanceof TimeoutException) {
            return Fault.of(why(Kind.TIMEOUT, where, "no answer in time", failure), Fate.UNKNOWN);
        }
        if (failure instanceof IOException || TlsFailures.isBroken(failure)) {
            return Fault.of(
                    why(Kind.DISCONNECTED, where, "the connection ended before the answer was complete", failure),
                    Fate.UNKNOWN);
        }
        if (failure instanceof DecoderException || failure instanceof IllegalArgumentException) {
            return Fault.of(why(Kind.GARBLED, where, "the answer is not HTTP", failure), Fate.UNKNOWN);
        }
        return Fault.of(TransferException.from(failure, where), Fate.UNKNOWN);
    }

    private static TransferException why(Kind kind, String where, String text, Throwable cause) {
        return new TransferException(kind, where, text, cause);
    }
}
