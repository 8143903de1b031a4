/** The sandbox. */
@org.jspecify.annotations.NullMarked
package org.alyxtransfer.sandbox;
