package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/**
 * Samba's own client, in C: one connection, files one after the other, writes pipelined.
 *
 * @param hashFirst runs {@code md5sum} over all files before, as a lab would that wants digests as well
 */
record SmbClient(String name, boolean hashFirst) implements Client {
    /** smbclient goes on after a file that it cannot get, and says so on its output. */
    private static final String READ_SCRIPT =
            "\"$@\" < \"$0\" > \"$0.output\" 2>&1 && ! grep -m1 -E 'NT_STATUS_[A-Z]|failed|refused' \"$0.output\"";

    @Override
    public Optional<String> objection(Scenario scenario) {
        boolean can =
                scenario.direction() == Direction.UPLOAD || (scenario.direction() == Direction.FETCH && !hashFirst);
        return can ? Optional.empty() : Optional.of(hashFirst ? "hashes what is here only" : "speaks no HTTP");
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        String protection = "--client-protection=" + word(scenario.protection());
        String verb = scenario.direction() == Direction.UPLOAD ? "mput " : "get … /dev/null ";
        return Map.of(
                "command",
                (hashFirst ? "find | xargs -P(cores) md5sum, then " : "") + "smbclient " + verb + protection);
    }

    @Override
    public List<String> cannot(Scenario scenario) {
        return List.of(
                "verify what arrived",
                hashFirst ? "hash in the same pass (it reads all files twice)" : "hash in the same pass",
                "resume half a file in a copy of many (reput and reget take one)");
    }

    @Override
    public Command command(Task task) throws IOException {
        Share share = task.share().orElseThrow();
        Path credentials = PrivateFile.write(
                task.scratch().resolve("smbclient.auth"),
                "username = " + share.user() + "\npassword = " + share.password() + "\n");
        List<String> connect = List.of(
                "smbclient",
                "//" + share.host() + "/" + share.name(),
                "--port=" + share.port(),
                "--configfile=/dev/null", // the machine's own smb.conf could change protocol or buffers
                "--authentication-file=" + credentials,
                "--client-protection=" + word(share.protection()));
        Path source = task.source().root();
        if (task instanceof Task.Fetch) {
            return Command.of(source, Command.joined(List.of("bash", "-c", READ_SCRIPT, gets(task)), connect));
        }
        List<String> copy = Command.joined(connect, List.of("--command=prompt off; recurse on; mput *"));
        if (!hashFirst) {
            return Command.of(source, copy);
        }
        String script = "find . -type f -print0 | xargs -0 -n 64 -P \"$(nproc)\" md5sum > \"$0\" && exec \"$@\"";
        return Command.of(
                source,
                Command.joined(
                        List.of(
                                "bash",
                                "-c",
                                script,
                                task.scratch().resolve("md5sums").toString()),
                        copy));
    }

    /** A command per file: {@code mget} can only write files of the same names. */
    private static String gets(Task task) throws IOException {
        String commands = task.source().entries().stream()
                .map(entry -> "get " + entry.path().replace('/', '\\') + " /dev/null\n")
                .collect(Collectors.joining());
        return Files.writeString(task.scratch().resolve("smbclient.commands"), commands)
                .toString();
    }

    private static String word(Protection protection) {
        return switch (protection) {
            case UNSIGNED -> "off";
            case SIGNED -> "sign";
            case ENCRYPTED -> "encrypt";
        };
    }
}
