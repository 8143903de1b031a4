/**
 * The service: sees what is new, and takes each (rule, session, dataset versions) once through fetch, run and report.
 *
 * <p>Its state is a SQLite database that survives kill -9.
 */
@NullMarked
package org.alyxtransfer.automation.watch;

import org.jspecify.annotations.NullMarked;
