/**
 * An HTTP server over a folder, as a lab runs one over its share: ranges, validators, Basic auth; and every way of doing
 * these wrong, to be switched on while it runs.
 *
 * <p>Start reading at {@link org.alyxtransfer.sandbox.http.FileServer}, then
 * {@link org.alyxtransfer.sandbox.http.Misbehaviour}. Nothing here blocks: files are opened and read off the event loops,
 * and sent by the kernel.
 *
 * <p>Not guaranteed: several ranges in one answer (such a request gets the whole file), listings of folders, TLS.
 */
@NullMarked
package org.alyxtransfer.sandbox.http;

import org.jspecify.annotations.NullMarked;
