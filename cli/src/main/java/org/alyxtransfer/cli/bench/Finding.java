package org.alyxtransfer.cli.bench;

/**
 * How near a transfer came to what one stage can do.
 *
 * @param used from 0 to 1, or a little above where a disk was faster than by itself
 * @param numbers what that is drawn from, in words
 */
public record Finding(Stage stage, double used, String numbers) {}
