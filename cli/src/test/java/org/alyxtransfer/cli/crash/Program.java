package org.alyxtransfer.cli.crash;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.alyxtransfer.cli.Main;

/**
 * How to start the program that was just built: as jars, with the classes of an earlier run in an archive, as the launcher
 * does it; half of a start's time is saved, dozens of times.
 */
final class Program {
    // as bin/alyx-transfer, but that a process of two seconds gains nothing from the optimising compiler
    private static final List<String> FLAGS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable");

    private final String classPath;
    private final Path archive;

    Program(Path folder) throws IOException {
        this.classPath = jars(Files.createDirectories(folder.resolve("jars")));
        this.archive = folder.resolve("classes.jsa");
    }

    /** The command line, with these options of Java. */
    List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (Files.exists(archive)) {
            command.add("-XX:SharedArchiveFile=" + archive);
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** For a run that leaves its classes for the others. Where Java cannot, these only start more slowly. */
    List<String> archiving() {
        return List.of("-XX:ArchiveClassesAtExit=" + archive);
    }

    /** Java keeps no classes of folders, and some builds of 17 crash when they keep signed ones, as the launcher knows. */
    private static String jars(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve(jars.size() + ".jar");
                pack(path, jar);
                jars.add(jar.toString());
            } else if (Files.exists(path) && !entry.contains("AmazonCorretto")) {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> entries = Files.walk(folder)) {
            zip.setLevel(0);
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(entry).toString()));
                Files.copy(entry, zip);
                zip.closeEntry();
            }
        }
    }
}
