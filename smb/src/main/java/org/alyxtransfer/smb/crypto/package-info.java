/**
 * Keys, signatures and encryption of MS-SMB2 section 3.1.4, on bytes alone: nothing here knows a connection.
 *
 * <p>Read first: {@link org.alyxtransfer.smb.crypto.SessionKeys}, {@link org.alyxtransfer.smb.crypto.Signer},
 * {@link org.alyxtransfer.smb.crypto.Sealer}. Signers and sealers may be called by any thread at any time and never
 * wait for each other.
 *
 * <p>Not guaranteed: constant time against somebody who measures this process, and that key material leaves the heap.
 */
@NullMarked
package org.alyxtransfer.smb.crypto;

import org.jspecify.annotations.NullMarked;
