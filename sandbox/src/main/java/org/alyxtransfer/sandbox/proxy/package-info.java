/**
 * A TCP proxy that is a bad network: latency, a narrow line, resets, half-closes, silence, flipped bits; each may be
 * switched on and off while connections run through it.
 *
 * <p>Start reading at {@link org.alyxtransfer.sandbox.proxy.FaultProxy}, then {@link org.alyxtransfer.sandbox.proxy.Fault}.
 * {@link org.alyxtransfer.sandbox.proxy.ProxyMain} runs one from a shell, for tools that are not Java.
 *
 * <p>Not guaranteed: the order in which connections share a narrow line; that bytes sent right before a reset arrive (TCP
 * itself doesn't promise it); round trips below about 0.2 ms. Without epoll (outside Linux) times are whole milliseconds.
 */
@NullMarked
package org.alyxtransfer.sandbox.proxy;

import org.jspecify.annotations.NullMarked;
