package org.alyxtransfer.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.doctor.Checkup;
import org.alyxtransfer.cli.doctor.Finding;
import org.alyxtransfer.cli.doctor.Finding.Level;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import picocli.CommandLine.Command;

/** Looks at all that a transfer depends on, a finding a line. */
@Command(
        name = "doctor",
        description = {
            "Looks at Alyx, the share, the file server and this computer, and says what to do about each finding.",
            "Writes one small file to the share and removes it; with --dry-run it writes nothing."
        })
public final class DoctorCommand implements Action {
    private final Invocation invocation;

    public DoctorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        try (Connections open = new Connections(invocation.settings())) {
            List<Finding> findings = new Checkup(
                            open, invocation.waiting(), !invocation.options().dryRun())
                    .findings();
            ExitCode code = tell(findings, invocation.output());
            return invocation.interruption().isAsked() ? ExitCode.INTERRUPTED : code;
        }
    }

    /** Prints findings; the exit code tells the gravest. */
    static ExitCode tell(List<Finding> findings, Output output) {
        List<ExitCode> codes = new ArrayList<>();
        for (Finding finding : findings) {
            output.say(String.format(Locale.ROOT, "%-5s %-9s %s", mark(finding), finding.area(), finding.what()));
            if (!finding.advice().isEmpty()) {
                output.say("                " + finding.advice());
            }
            output.emit("finding", fields(finding));
            if (finding.level() == Level.BAD) {
                codes.add(finding.failure()
                        .map(failure -> ExitCode.ofCommand(failure.kind()))
                        .orElse(ExitCode.USAGE));
            }
        }
        output.say(codes.isEmpty() ? "All is well." : "Not all is well; see what is marked BAD.");
        return ExitCode.gravest(codes);
    }

    private static String mark(Finding finding) {
        return finding.level() == Level.OK ? "ok" : finding.level().name();
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", finding.level().name());
        fields.put("area", finding.area());
        fields.put("what", finding.what());
        fields.put("advice", finding.advice());
        finding.failure().ifPresent(failure -> fields.put("kind", failure.kind().name()));
        return fields;
    }
}
