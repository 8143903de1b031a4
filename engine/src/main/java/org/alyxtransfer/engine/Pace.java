package org.alyxtransfer.engine;

/**
 * How much goes on at once.
 *
 * @param files files whose bytes move
 * @param sessions sessions whose files are being planned and moved
 * @param maxUnregistered verified files that may wait for Alyx before new files have to wait as well
 * @param openSessions sessions that may be open in all, most of them waiting for Alyx only
 */
public record Pace(int files, int sessions, int maxUnregistered, int openSessions) {
    public static final Pace DEFAULT = new Pace(64, 8, 20_000, 512);

    public Pace {
        if (files < 1 || sessions < 1 || maxUnregistered < files || openSessions < sessions) {
            throw new IllegalArgumentException(
                    "a pace needs at least one file and session, and room for as many unregistered files and open sessions");
        }
    }

    public Pace withFiles(int number) {
        return new Pace(number, sessions, Math.max(maxUnregistered, number), openSessions);
    }
}
