/**
 * Tells people and CI servers what became of a run: mail and webhooks, from an outbox that outlives the process.
 *
 * <p>Nothing is sent twice under one id, and nothing leaves before the run is durable.
 */
@NullMarked
package org.alyxtransfer.automation.report;

import org.jspecify.annotations.NullMarked;
