/** The benchmarks. */
@org.jspecify.annotations.NullMarked
package org.alyxtransfer.benchmarks;
