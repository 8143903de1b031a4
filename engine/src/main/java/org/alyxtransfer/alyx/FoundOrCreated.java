package org.alyxtransfer.alyx;

/** A session that is in Alyx now; {@code isNew} when it was made just now. */
public record FoundOrCreated(SessionSummary session, boolean isNew) {}
