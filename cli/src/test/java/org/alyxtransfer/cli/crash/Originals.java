package org.alyxtransfer.cli.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a rig has recorded: two sessions of a day, small files, an empty one, and one of some marks.
 *
 * @param day the folder of the two, {@code subject/date}
 */
record Originals(Path rig, String day, Map<String, Path> files) {
    static final long MARK = 1 << 20;

    static Originals record(Path rig, String day) throws IOException {
        Originals made = new Originals(rig, day, new TreeMap<>());
        for (String session : List.of("001", "002")) {
            String folder = day + "/" + session;
            made.add(folder + "/alf/_ibl_trials.table.pqt", 1_000);
            for (int i = 0; i < 5; i++) {
                made.add(folder + "/alf/probe%02d/spikes.times.npy".formatted(i), 30_000L * i);
            }
        }
        made.add(day + "/001/raw_ephys_data/probe00/spikes.times.npy", 4 * MARK + 5);
        return made;
    }

    private void add(String name, long size) throws IOException {
        Path file = rig.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[Math.toIntExact(size)];
        new Random(name.hashCode()).nextBytes(bytes);
        Files.write(file, bytes);
        files.put(name, file);
    }

    boolean areThose(String name, Path copy) throws IOException {
        Path original = files.get(name);
        return original != null && Files.isRegularFile(copy) && Files.mismatch(original, copy) < 0;
    }
}
