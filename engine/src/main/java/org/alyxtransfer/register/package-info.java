/**
 * Groups verified files by session and registers them in Alyx.
 *
 * <p>Read first: {@link org.alyxtransfer.register.Registrar}. Not guaranteed: that Alyx keeps a record; only that it
 * answered that it has it.
 */
@NullMarked
package org.alyxtransfer.register;

import org.jspecify.annotations.NullMarked;
