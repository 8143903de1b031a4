/** The one exception of this client. */
@NullMarked
package org.alyxtransfer.smb.failure;

import org.jspecify.annotations.NullMarked;
