/**
 * An SMB share as storage, through this project's own non-blocking client.
 *
 * <p>Read first: {@link org.alyxtransfer.storage.smb.SmbStorage}, {@code Links} (the connections, each rebuilt with its
 * session and share as a whole) and {@code SmbStagingFile}. Not guaranteed: servers older than SMB 2.1, for which {@code
 * storage.jcifs} is there.
 */
@NullMarked
package org.alyxtransfer.storage.smb;

import org.jspecify.annotations.NullMarked;
