package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/**
 * Samba's own client, in C: one connection, files one after the other, writes pipelined.
 *
 * @param hashFirst runs {@code md5sum} over all files before, as a lab would that wants digests as well
 */
record SmbClient(String name, boolean hashFirst) implements Client {
    @Override
    public boolean takes(Scenario scenario) {
        return scenario.direction() == Direction.UPLOAD;
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        String protection = "--client-protection=" + word(scenario.protection());
        return Map.of(
                "command", (hashFirst ? "find | xargs -P(cores) md5sum, then " : "") + "smbclient mput " + protection);
    }

    @Override
    public Command command(Task task) throws IOException {
        Share share = ((Task.Upload) task).share();
        Path credentials = PrivateFile.write(
                task.scratch().resolve("smbclient.auth"),
                "username = " + share.user() + "\npassword = " + share.password() + "\n");
        List<String> copy = List.of(
                "smbclient",
                "//" + share.host() + "/" + share.name(),
                "--port=" + share.port(),
                "--configfile=/dev/null", // the machine's own smb.conf could change protocol or buffers
                "--authentication-file=" + credentials,
                "--client-protection=" + word(share.protection()),
                "--command=prompt off; recurse on; mput *");
        Path source = task.source().root();
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

    private static String word(Protection protection) {
        return switch (protection) {
            case UNSIGNED -> "off";
            case SIGNED -> "sign";
            case ENCRYPTED -> "encrypt";
        };
    }
}
