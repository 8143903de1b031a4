/**
 * The whole workflow on this computer, with the commands that a person would type.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.demo.Demo}. What it shows is real but for Alyx, which is a stand-in, and the
 * data, which are made up.
 */
@NullMarked
package org.alyxtransfer.cli.demo;

import org.jspecify.annotations.NullMarked;
