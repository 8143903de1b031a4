/** Keys, signatures and encryption of MS-SMB2 section 3.1.4. */
@NullMarked
package org.alyxtransfer.smb.crypto;

import org.jspecify.annotations.NullMarked;
