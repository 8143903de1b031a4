package org.alyxtransfer.plan;

/** Which way the bytes go. */
public enum Direction {
    UPLOAD,
    DOWNLOAD
}
