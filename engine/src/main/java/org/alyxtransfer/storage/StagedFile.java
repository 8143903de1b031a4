package org.alyxtransfer.storage;

import org.alyxtransfer.dataset.FilePath;

/** A closed staging file: all that is needed to publish or discard it later, from any process. */
public record StagedFile(FilePath path, long size) {}
