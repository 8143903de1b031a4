/** What the status codes of SMB servers mean for a transfer; both SMB clients use it. */
@NullMarked
package org.alyxtransfer.storage.ntstatus;

import org.jspecify.annotations.NullMarked;
