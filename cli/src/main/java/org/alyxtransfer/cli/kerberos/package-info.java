/**
 * The Kerberos tickets that a user already has. Start at {@link org.alyxtransfer.cli.kerberos.TicketCache}.
 *
 * <p>Not guaranteed: caches that are no files; Java reads none.
 */
@NullMarked
package org.alyxtransfer.cli.kerberos;

import org.jspecify.annotations.NullMarked;
