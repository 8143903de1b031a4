/**
 * The client against a server that lies: a proxy before a real smbd that changes its answers.
 *
 * <p>Read {@link org.alyxtransfer.sandbox.hostile.HostileProxy} first. What the proxy does not have is the session's keys, so
 * that behind a signature or a seal every lie has to show; {@code Insider} has them, as a server does.
 */
@NullMarked
package org.alyxtransfer.smb.hostile;

import org.jspecify.annotations.NullMarked;
