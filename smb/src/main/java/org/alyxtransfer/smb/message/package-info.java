/** The messages of MS-SMB2 section 2.2 and the structures of MS-FSCC that they carry, as records that write and read themselves. */
@NullMarked
package org.alyxtransfer.smb.message;

import org.jspecify.annotations.NullMarked;
