package org.alyxtransfer.automation.watch;

import java.util.Collection;
import org.alyxtransfer.automation.report.Recipient;
import org.alyxtransfer.automation.report.RunReport;
import reactor.core.publisher.Mono;

/** Tells people and CI servers of a run; an {@link org.alyxtransfer.automation.report.Outbox} is one. */
@FunctionalInterface
public interface Reporter {
    /** Completes when the report is durable; the same run again reports nothing more. */
    Mono<Void> enqueue(RunReport report, Collection<? extends Recipient> recipients);
}
