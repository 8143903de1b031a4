/**
 * Turns settings into open connections: Alyx, the share or folder, the file server, the memory they share.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.connect.Connections}. Nothing connects before it is used.
 */
@NullMarked
package org.alyxtransfer.cli.connect;

import org.jspecify.annotations.NullMarked;
