/** A non-blocking SMB 2 and 3 client: client, session, share, file. */
@NullMarked
package org.alyxtransfer.smb;

import org.jspecify.annotations.NullMarked;
