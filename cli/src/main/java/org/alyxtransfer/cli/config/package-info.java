/**
 * Where settings come from: flags, environment, a YAML profile, defaults, in this order.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.config.Keys}, {@link org.alyxtransfer.cli.config.Settings}. On Windows the
 * privacy of a profile is left to the ACL of its folder: it is not checked.
 */
@NullMarked
package org.alyxtransfer.cli.config;

import org.jspecify.annotations.NullMarked;
