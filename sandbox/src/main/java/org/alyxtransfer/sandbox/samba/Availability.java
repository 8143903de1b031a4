package org.alyxtransfer.sandbox.samba;

/**
 * Whether a Samba server can be started here.
 *
 * @param message for people: what is there, or what is missing, from which Debian package, and what happens without it
 */
public record Availability(boolean isInstalled, String message) {}
