/**
 * Certificates made on the spot, and TLS before any server of the sandbox.
 *
 * <p>Read first: {@link org.alyxtransfer.sandbox.tls.Authority}, {@link org.alyxtransfer.sandbox.tls.TlsFront}. Nothing here
 * keeps a key secret: the store's password is known.
 */
@NullMarked
package org.alyxtransfer.sandbox.tls;

import org.jspecify.annotations.NullMarked;
