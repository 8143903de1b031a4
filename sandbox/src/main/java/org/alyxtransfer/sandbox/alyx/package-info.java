/**
 * A stand-in Alyx: an HTTP server that answers like a real one of version 3.6.1, oddities included.
 *
 * <p>Read {@link org.alyxtransfer.sandbox.alyx.AlyxServer} first (start, address, stop), then
 * {@link org.alyxtransfer.sandbox.alyx.Misbehaviour} (what can be made to go wrong) and
 * {@link org.alyxtransfer.sandbox.alyx.AlyxState} (what a test may look at). How faithful it is, is held by the replay
 * of recorded calls in this package's tests.
 *
 * <p>Not guaranteed: everything lives in memory and is gone when the server stops; the endpoints of colonies, water,
 * histology and insertions are not there; the order of rows without a defined order is that of creation, where a real
 * database gives any; passwords are compared, not hashed. It is for loopback.
 */
@NullMarked
package org.alyxtransfer.sandbox.alyx;

import org.jspecify.annotations.NullMarked;
