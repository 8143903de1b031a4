package org.alyxtransfer.smb;

/** One entry of a folder; its name has no separators. */
public record SmbEntry(String name, SmbAttributes attributes) {}
