/** The cli. */
@org.jspecify.annotations.NullMarked
package org.alyxtransfer.cli;
