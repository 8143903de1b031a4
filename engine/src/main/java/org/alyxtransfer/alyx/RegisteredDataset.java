package org.alyxtransfer.alyx;

import java.util.List;
import java.util.UUID;

/** What Alyx made of one file: the dataset and its file records (whose order means nothing, and without URLs). */
public record RegisteredDataset(
        FileToRegister file, UUID id, UUID session, String type, boolean isDefault, List<FileRecord> records) {}
