package org.alyxtransfer.storage.jcifs;

import java.io.IOException;

/** Something to do on a lane; blocks while it is done. */
@FunctionalInterface
interface Work<T> {
    T on(Lane lane) throws IOException;
}
