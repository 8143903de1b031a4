/**
 * Reports by mail: composed as HTML with plots in it and as text, sent by SMTP.
 *
 * <p>Read first: {@link org.alyxtransfer.automation.report.mail.MailCourier}. A mail is composed anew at each attempt, from
 * the files as they then are; its Message-ID stays.
 */
@NullMarked
package org.alyxtransfer.automation.report.mail;

import org.jspecify.annotations.NullMarked;
