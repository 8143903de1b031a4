package org.alyxtransfer.sandbox.generate;

/**
 * A file that was made up.
 *
 * @param path below the session's folder, with slashes
 */
public record GeneratedFile(String path, long size) {}
