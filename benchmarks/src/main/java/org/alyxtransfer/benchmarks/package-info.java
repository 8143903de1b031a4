/**
 * End-to-end scenarios against peers: who copies the same files fastest, and what it costs the client.
 *
 * <p>Read first: {@link org.alyxtransfer.benchmarks.RunPeers} (the command), {@link
 * org.alyxtransfer.benchmarks.Contest} (order of the runs), {@link org.alyxtransfer.benchmarks.Client} (one contender).
 * Not guaranteed: that figures from two invocations compare; only runs of one invocation alternate on the same machine in
 * the same mood.
 */
@NullMarked
package org.alyxtransfer.benchmarks;

import org.jspecify.annotations.NullMarked;
