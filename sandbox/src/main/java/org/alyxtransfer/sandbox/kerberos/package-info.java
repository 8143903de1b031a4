/**
 * Tickets for tests: MIT Kerberos' own programs on loopback. Start at {@link org.alyxtransfer.sandbox.kerberos.Kdc}.
 *
 * <p>Everything here blocks. Not guaranteed: that the centre ends with this JVM; close it.
 */
@NullMarked
package org.alyxtransfer.sandbox.kerberos;

import org.jspecify.annotations.NullMarked;
