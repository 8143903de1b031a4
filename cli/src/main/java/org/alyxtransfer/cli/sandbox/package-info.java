/**
 * A whole lab on this computer: a stand-in Alyx, a real Samba share and a file server over it.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.sandbox.RunningSandbox}, {@link org.alyxtransfer.cli.sandbox.SandboxAccess}.
 * Listens on loopback only. Nothing in it survives its end but folders that were given to it, for its share and
 * for its mails.
 */
@NullMarked
package org.alyxtransfer.cli.sandbox;

import org.jspecify.annotations.NullMarked;
