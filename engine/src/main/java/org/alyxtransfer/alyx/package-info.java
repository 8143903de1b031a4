/**
 * Speaks Alyx's REST interface: who I am, sessions, datasets, registration of files.
 *
 * <p>Read first: {@link org.alyxtransfer.alyx.AlyxClient}, {@link org.alyxtransfer.alyx.RegistrationOutcome},
 * {@link org.alyxtransfer.alyx.DatasetTypes}. Not guaranteed: that a list is a consistent snapshot (Alyx's pages have
 * weak orders), that a session stays the only one of its subject, date and number (Alyx has no such rule), and what
 * became of a registration whose answer never came.
 */
@NullMarked
package org.alyxtransfer.alyx;

import org.jspecify.annotations.NullMarked;
