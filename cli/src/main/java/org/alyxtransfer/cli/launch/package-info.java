/** What the launcher needs besides {@code Main}: a rehearsal, whose classes go into an archive that later starts are faster with. */
@NullMarked
package org.alyxtransfer.cli.launch;

import org.jspecify.annotations.NullMarked;
