package org.alyxtransfer.sandbox.alyx;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a stand-in Alyx starts.
 *
 * @param port 0 takes a free one
 * @param passwords every user's; those that the seed lacks are added
 * @param repositories changes to the seed's, and additions
 * @param allowedHosts names in a request's {@code Host} that are answered, the address it listens on besides
 * @param clock what its times are read from, always in UTC
 */
public record AlyxSettings(
        String host,
        int port,
        Map<String, String> passwords,
        List<RepositorySetting> repositories,
        Set<String> allowedHosts,
        Clock clock) {
    public AlyxSettings {
        passwords = Map.copyOf(passwords);
        repositories = List.copyOf(repositories);
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** A free port on loopback; the seed's users, whose passwords are their names with a suffix ({@code alyx-user-pass-1}). */
    public static AlyxSettings defaults() {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String user : List.of("admin", "alyx_user", "second_user", "public_user", "inactive_user")) {
            passwords.put(user, user.replace('_', '-') + "-pass-1");
        }
        return new AlyxSettings(
                "127.0.0.1", 0, passwords, List.of(), Set.of("localhost", "127.0.0.1", "[::1]"), Clock.systemUTC());
    }

    public AlyxSettings onPort(int port) {
        return new AlyxSettings(host, port, passwords, repositories, allowedHosts, clock);
    }

    public AlyxSettings withUser(String name, String password) {
        Map<String, String> more = new LinkedHashMap<>(passwords);
        more.put(name, password);
        return new AlyxSettings(host, port, more, repositories, allowedHosts, clock);
    }

    public AlyxSettings withRepository(RepositorySetting repository) {
        List<RepositorySetting> more = new ArrayList<>(repositories);
        more.add(repository);
        return new AlyxSettings(host, port, passwords, more, allowedHosts, clock);
    }

    public AlyxSettings withHost(String name) {
        Set<String> more = new LinkedHashSet<>(allowedHosts);
        more.add(name);
        return new AlyxSettings(host, port, passwords, repositories, more, clock);
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "AlyxSettings[%s:%d, users %s, repositories %s]".formatted(host, port, passwords.keySet(), repositories);
    }
}
