package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One smbd and all it forked. smbd leads a session of its own, so its process group holds exactly these; they are looked
 * up anew each time, in {@code /proc}, as there is one more or less with every connection.
 */
record SmbdProcesses(long leader, Path program) {
    /** The processes that are alive; one that nobody has waited for yet is not. */
    List<Long> alive() throws IOException {
        return stats().stream().map(Stat::pid).toList();
    }

    /** Whether a signal has stopped every one of them. */
    boolean areStopped() throws IOException {
        return stats().stream().allMatch(stat -> stat.state == 'T');
    }

    /** Whether a signal has stopped each of these that is alive. */
    boolean areStopped(List<Long> some) throws IOException {
        return stats().stream().filter(stat -> some.contains(stat.pid)).allMatch(stat -> stat.state == 'T');
    }

    private List<Stat> stats() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> name.matches("[0-9]+"))
                    .map(SmbdProcesses::stat)
                    .filter(this::isOurs)
                    .toList();
        }
    }

    /** Sends a signal, named as for kill(1), to all of them at once; does nothing when there are none. */
    void signal(String name) throws IOException {
        if (alive().isEmpty()) {
            return; // the group's number may already belong to somebody else
        }
        kill(name, "-" + leader); // to the group: a fork can't slip through
    }

    /** Sends a signal to one of them; does nothing when it has ended. */
    void signal(String name, long pid) throws IOException {
        if (alive().contains(pid)) {
            kill(name, Long.toString(pid));
        }
    }

    /** Through the shell: its kill is always there, procps is not. */
    private static void kill(String name, String whom) throws IOException {
        Program.named("sh").run(List.of("-c", "kill -s \"$1\" -- \"$2\"", "sh", name, whom), "");
    }

    /** The regular files that they hold open below a folder; a file open twice counts twice. */
    int openFiles(Path folder) throws IOException {
        int count = 0;
        for (long pid : alive()) {
            count += openFiles(folder, Path.of("/proc", Long.toString(pid), "fd"));
        }
        return count;
    }

    private static int openFiles(Path folder, Path descriptors) {
        try (Stream<Path> entries = Files.list(descriptors)) {
            return (int) entries.filter(entry -> isFileBelow(folder, entry)).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // the process has just ended, and its files are closed
        }
    }

    private static boolean isFileBelow(Path folder, Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder) && Files.isRegularFile(descriptor);
        } catch (IOException e) {
            return false; // closed in between
        }
    }

    private boolean isOurs(Stat stat) {
        return stat.group == leader && stat.session == leader && stat.state != 'Z' && runsOurProgram(stat.pid);
    }

    // should all have ended, and their number been given to another's session
    private boolean runsOurProgram(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"))
                    .equals(program);
        } catch (IOException e) {
            return false; // ended, or not ours to look at
        }
    }

    private static Stat stat(String pid) {
        try {
            return Stat.parse(Files.readString(Path.of("/proc", pid, "stat")));
        } catch (IOException e) {
            return Stat.GONE; // it ended while we looked
        }
    }

    /** The fields of {@code /proc/<pid>/stat} that matter here (proc(5)). */
    private record Stat(long pid, char state, long group, long session) {
        static final Stat GONE = new Stat(-1, 'Z', -1, -1);

        static Stat parse(String line) {
            int close = line.lastIndexOf(')'); // ends the name, which may hold brackets and blanks itself
            String[] rest = line.substring(close + 2).split(" ");
            return new Stat(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    rest[0].charAt(0),
                    Long.parseLong(rest[2]),
                    Long.parseLong(rest[3]));
        }
    }

    /** The server's ends of the TCP connections to a port of 127.0.0.1, from {@code /proc/net/tcp}. */
    static int connections(int port) throws IOException {
        // addresses are hexadecimal, the host in the machine's byte order; 01 is ESTABLISHED, 08 CLOSE_WAIT
        String local = String.format(":%04X", port);
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/tcp"))) {
            return (int) lines.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > 3 && fields[1].endsWith(local))
                    .filter(fields -> fields[3].equals("01") || fields[3].equals("08"))
                    .count();
        }
    }
}
