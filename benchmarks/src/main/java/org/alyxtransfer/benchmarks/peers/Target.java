package org.alyxtransfer.benchmarks.peers;

import java.io.IOException;
import java.io.OutputStream;

/** A share that files are written to. Paths are relative to its root, with {@code /}. */
interface Target extends AutoCloseable {
    void makeFolder(String path) throws IOException;

    OutputStream create(String path) throws IOException;

    @Override
    void close() throws IOException;

    /** Where it is and who connects. */
    record Address(String host, int port, String share, String user, String password, boolean sign, boolean encrypt) {}
}
