/**
 * Rules: what starts a run, which datasets it fetches, what is run and who is told.
 *
 * <p>A rule file is checked when it is read, and each error names its line. No I/O but reading the file.
 */
@NullMarked
package org.alyxtransfer.automation.rule;

import org.jspecify.annotations.NullMarked;
