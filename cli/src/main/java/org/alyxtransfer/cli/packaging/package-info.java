/**
 * Lays loose experiment files out as a session's folder.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.packaging.SessionPackage}. Works on local disks only and waits for them; a
 * source that somebody still writes to is noticed by its size and time, no closer.
 */
@NullMarked
package org.alyxtransfer.cli.packaging;

import org.jspecify.annotations.NullMarked;
