/** The transfer library. */
@org.jspecify.annotations.NullMarked
package org.alyxtransfer;
