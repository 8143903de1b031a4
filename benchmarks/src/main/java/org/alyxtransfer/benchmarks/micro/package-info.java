/**
 * Micro benchmarks (JMH) of what every byte or every file passes: hashing, signing, encryption, framing, JSON, journal.
 *
 * <p>Run by {@code benchmarks/run-micro}, which prints each beside its limit: memory bandwidth, OpenSSL's figure, the
 * disk's own flush. No path of the product is changed for them.
 */
@NullMarked
package org.alyxtransfer.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
