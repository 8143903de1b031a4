/** Logins with tickets, from a key distribution centre on loopback. Skipped where MIT Kerberos' programs are missing. */
@NullMarked
package org.alyxtransfer.smb.kerberos;

import org.jspecify.annotations.NullMarked;
