/**
 * Looks at all that a transfer depends on, and says what to do about what is wrong.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.doctor.Checkup}, {@link org.alyxtransfer.cli.doctor.Finding}. Writes one small
 * file to the share and removes it. Whether Alyx will let the user write is proved only by writing; it is not tried.
 */
@NullMarked
package org.alyxtransfer.cli.doctor;

import org.jspecify.annotations.NullMarked;
