/**
 * A mail server that delivers to nobody: what it takes lies in a folder, to be read with a mail program or a browser.
 *
 * <p>Read first: {@link org.alyxtransfer.sandbox.mail.MailSink}. It speaks SMTP on loopback, unprotected and without
 * signing in.
 */
@NullMarked
package org.alyxtransfer.sandbox.mail;

import org.jspecify.annotations.NullMarked;
