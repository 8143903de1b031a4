/**
 * Folders of this computer as a storage.
 *
 * <p>Read first: {@link org.alyxtransfer.storage.local.LocalStorage}, then {@code DiskIo} for how blocking calls are kept
 * off the CPU threads. Links below the root are never followed. Not guaranteed: that a link which somebody puts in the way
 * between the check and the use is noticed; durable names on Windows, which cannot flush a folder.
 */
@NullMarked
package org.alyxtransfer.storage.local;

import org.jspecify.annotations.NullMarked;
