package org.alyxtransfer.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.cli.bench.RegistrationRun.Registering;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * What is to be measured.
 *
 * @param profileOf whose files' sizes one work has; with a disk its files are also read
 * @param disk a folder of this computer that is measured as well: empty or not there
 * @param at the folder on the share, below {@code storage.url}: empty or not there
 * @param time files of one measurement begin for so long
 * @param bytes and no more than these begin
 * @param total no further round and no trial of a sweep begins after that
 * @param sweeps names of {@link Sweep#NAMES}
 * @param registering present: where Alyx may be filled with records, and with how many in all rounds together
 */
public record BenchOrder(
        List<Mode> modes,
        List<Work> works,
        Optional<Path> profileOf,
        Optional<Path> disk,
        FilePath at,
        Duration time,
        long bytes,
        Duration total,
        int rounds,
        Set<String> sweeps,
        Optional<Registering> registering) {
    public BenchOrder {
        modes = List.copyOf(modes);
        works = List.copyOf(works);
        sweeps = Set.copyOf(sweeps);
        if (!sweeps.isEmpty() && modes.stream().noneMatch(SettingsSearch.MODES::contains)) {
            throw new TransferException(
                    Kind.INVALID, "--sweep", "varies settings of uploads and downloads: name one of them with --mode");
        }
        if (registering.isPresent() && registering.get().mostFiles() < rounds) {
            throw new TransferException(
                    Kind.INVALID, "--register-files", "are those of all rounds together: expected as many as --rounds");
        }
    }

    boolean movesFiles() {
        return modes.stream().anyMatch(mode -> mode != Mode.REGISTER);
    }
}
