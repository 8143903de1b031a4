package org.alyxtransfer.journal;

/** So many files, and their bytes together. */
public record FileCount(long files, long bytes) {}
