/**
 * Completes Alyx's global settings from a file: labs, projects, subjects, repositories, dataset types and formats.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.alyxsetup.AlyxCompletion}, {@link org.alyxtransfer.cli.alyxsetup.WantedAlyx}.
 * Only adds what is missing: what is there with other properties is left as it is.
 */
@NullMarked
package org.alyxtransfer.cli.alyxsetup;

import org.jspecify.annotations.NullMarked;
