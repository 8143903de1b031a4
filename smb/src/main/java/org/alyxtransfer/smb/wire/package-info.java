/** One connection: framing, credits, requests in flight. */
@NullMarked
package org.alyxtransfer.smb.wire;

import org.jspecify.annotations.NullMarked;
