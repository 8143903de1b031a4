package org.alyxtransfer.cli.frame;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.Exceptions;

/** Tells a failure that ended a command: one line, what to do next, and the exit code. */
public final class Failures {
    private Failures() {}

    public static ExitCode tell(Throwable thrown, Invocation invocation) {
        Throwable failure = Exceptions.unwrap(thrown);
        ExitCode code = codeOf(failure);
        Output output = invocation.output();
        output.remark("alyx-transfer: " + messageOf(failure));
        String advice = adviceOn(failure);
        if (!advice.isEmpty()) {
            output.remark("  " + advice);
        }
        if (invocation.options().verbosity() > 1 || code == ExitCode.UNEXPECTED) {
            PrintWriter err = invocation.surroundings().err();
            failure.printStackTrace(err);
            err.flush();
        }
        output.emit("error", fields(failure, code));
        return code;
    }

    private static ExitCode codeOf(Throwable failure) {
        if (failure instanceof InterruptedException || failure.getCause() instanceof InterruptedException) {
            return ExitCode.INTERRUPTED;
        }
        return failure instanceof TransferException known ? ExitCode.ofCommand(known.kind()) : ExitCode.UNEXPECTED;
    }

    private static Map<String, Object> fields(Throwable failure, ExitCode code) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "kind",
                failure instanceof TransferException known ? known.kind().name() : Kind.UNEXPECTED.name());
        fields.put("where", failure instanceof TransferException known ? known.where() : "");
        fields.put("message", messageOf(failure));
        fields.put("exit", code.number());
        return fields;
    }

    private static String messageOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String adviceOn(Throwable failure) {
        if (!(failure instanceof TransferException known)) {
            return "";
        }
        return switch (known.kind()) {
            case AUTHENTICATION ->
                "Check user and password (ALYX_PASSWORD, ALYX_TOKEN, SMB_PASSWORD), or run 'alyx-transfer setup'.";
            case UNTRUSTED ->
                "If the lab has an authority of its own, or the server signs for itself: name that certificate with"
                        + " --ca-file FILE or tls.ca-file. No password was sent.";
            case UNREACHABLE, DISCONNECTED, TIMEOUT, UNAVAILABLE ->
                "Nothing is lost: run the same command again when the server is back. 'alyx-transfer doctor' looks closer.";
            case THROTTLED -> "Run the same command again in a minute, or lower alyx.requests-per-minute.";
            case BUSY -> "Another alyx-transfer works there, or did; run the same command again when it is done.";
            default -> "";
        };
    }
}
