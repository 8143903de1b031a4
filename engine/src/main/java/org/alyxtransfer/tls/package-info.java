/**
 * Which servers are believed to be who they say they are, for all that goes over TLS.
 *
 * <p>Read first: {@link org.alyxtransfer.tls.Trust}. Without TLS (an {@code http://} address) nothing here has a say:
 * whoever sits on the way can read and change what passes.
 */
@NullMarked
package org.alyxtransfer.tls;

import org.jspecify.annotations.NullMarked;
