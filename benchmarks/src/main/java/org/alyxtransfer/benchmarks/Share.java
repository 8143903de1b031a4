package org.alyxtransfer.benchmarks;

import java.nio.file.Path;

/** The share to upload to, and the folder behind it on this machine. */
record Share(String host, int port, String name, String user, String password, Protection protection, Path folder) {
    /** Says where it is; never the password. */
    @Override
    public String toString() {
        return "smb://" + host + ":" + port + "/" + name + " (" + protection.word() + ")";
    }
}
