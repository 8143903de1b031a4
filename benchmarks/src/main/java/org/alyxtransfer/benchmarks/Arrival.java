package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alyxtransfer.benchmarks.SourceTree.Entry;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Naming;

/** Compares what arrived, as it lies on this machine's disk, with what was sent: names, sizes, MD5s, and no file more. */
final class Arrival {
    private Arrival() {}

    /** What is wrong, a few examples; empty when all is right. Blocks. */
    static List<String> complaints(SourceTree sent, Path folder, Naming naming) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> surplus = new HashSet<>(files.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList());
            sent.entries().forEach(entry -> surplus.remove(name(entry, naming)));
            List<String> wrong = sent.entries().parallelStream()
                    .map(entry -> complaint(entry, folder.resolve(name(entry, naming))))
                    .flatMap(Optional::stream)
                    .toList();
            return Stream.concat(wrong.stream(), surplus.stream().sorted().map(path -> path + ": was never sent"))
                    .limit(5)
                    .toList();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private static String name(Entry entry, Naming naming) {
        return TreePlan.onShare(FilePath.of(entry.path()), naming).value();
    }

    private static Optional<String> complaint(Entry sent, Path arrived) {
        try {
            if (!Files.exists(arrived)) {
                return Optional.of(sent.path() + ": did not arrive");
            }
            if (Files.size(arrived) != sent.size()) {
                return Optional.of(sent.path() + ": " + Files.size(arrived) + " bytes instead of " + sent.size());
            }
            return Md5.of(arrived).equals(sent.md5())
                    ? Optional.empty()
                    : Optional.of(sent.path() + ": other bytes than were sent");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
