package org.alyxtransfer.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.output.Figures;

/** This computer: Java, memory, disk. */
final class ComputerCheck {
    private static final long LITTLE_SPACE = 1L << 30;

    private final Connections open;

    ComputerCheck(Connections open) {
        this.open = open;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "computer",
                "Java " + Runtime.version().feature() + ", "
                        + Figures.count(Runtime.getRuntime().availableProcessors(), "processor")));
        findings.add(memory());
        findings.add(disk(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
        return findings;
    }

    private Finding memory() {
        long budget = open.settings().get(Keys.MEMORY);
        long most = Runtime.getRuntime().maxMemory();
        String what = "memory for file contents " + Figures.bytes(budget) + ", Java heap " + Figures.bytes(most);
        return budget * 4 / 3 > most
                ? Finding.note(
                        "computer",
                        what,
                        "Lower transfer.memory-bytes, or raise the heap: ALYX_TRANSFER_JAVA_OPTS=-Xmx"
                                + ((budget * 2) >> 20) + "m.")
                : Finding.ok("computer", what);
    }

    private static Finding disk(Path folder) {
        long free = folder.toFile().getUsableSpace();
        String what = "disk of " + folder + ": " + Figures.bytes(free) + " free";
        if (!Files.isWritable(folder)) {
            return Finding.bad("computer", folder + " is not writable", "Make it so, or set java.io.tmpdir.");
        }
        return free < LITTLE_SPACE
                ? Finding.note("computer", what, "Make room before downloads.")
                : Finding.ok("computer", what);
    }
}
