/** What counts as a blocking call in the tests of all modules. */
@NullMarked
package org.alyxtransfer.blocking;

import org.jspecify.annotations.NullMarked;
