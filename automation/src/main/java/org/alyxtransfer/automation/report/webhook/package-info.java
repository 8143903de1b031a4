/**
 * Reports by HTTP: starts a pipeline or job of a CI server, or posts the report as signed JSON.
 *
 * <p>Read first: {@link org.alyxtransfer.automation.report.webhook.WebhookCourier}. The forms of the requests, and how a
 * receiver checks a signature, are in docs/webhooks.md.
 */
@NullMarked
package org.alyxtransfer.automation.report.webhook;

import org.jspecify.annotations.NullMarked;
