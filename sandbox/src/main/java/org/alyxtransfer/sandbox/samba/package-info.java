/**
 * A real Samba server on a free high port, for the demo, tests and benchmarks; root and ordinary users alike may start one.
 *
 * <p>Start reading at {@link org.alyxtransfer.sandbox.samba.Samba}, then {@link org.alyxtransfer.sandbox.samba.SambaSettings}
 * and {@link org.alyxtransfer.sandbox.samba.SambaServer}. Everything here blocks: it starts processes and waits for them.
 * Call it from a command, a test or a benchmark, never from an event loop. Linux only.
 *
 * <p>Not guaranteed: that nothing is left when this JVM is killed with SIGKILL. smbd then ends by itself (its standard
 * input closes), but its temporary folder stays, and so does a tmpfs mounted on it.
 */
@NullMarked
package org.alyxtransfer.sandbox.samba;

import org.jspecify.annotations.NullMarked;
