/**
 * One connection: framing, credits, requests in flight, and the checks of everything that arrives.
 *
 * <p>Read first: {@link org.alyxtransfer.smb.wire.Connection} and {@link org.alyxtransfer.smb.wire.Compound}; {@link
 * org.alyxtransfer.smb.wire.Payload} is the memory that callers lend. Not guaranteed: that a request whose connection
 * broke was not carried out.
 */
@NullMarked
package org.alyxtransfer.smb.wire;

import org.jspecify.annotations.NullMarked;
