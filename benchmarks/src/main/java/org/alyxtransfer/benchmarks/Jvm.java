package org.alyxtransfer.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.cli.launch.Rehearsal;

/**
 * How a fresh JVM is started for our own clients.
 *
 * @param classPath what the harness itself runs with
 * @param archive the classes of a rehearsal, to be mapped
 */
record Jvm(Path home, String classPath, List<String> flags, Optional<Path> archive) {
    /**
     * The heap that the project promises to do with, and the quick compiler alone: ciphers and MD5 are native code, and what
     * optimising the rest costs is more than it gives.
     */
    static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** What the launcher takes where ciphers are the JDK's: the optimising compiler for those, and for what runs really often. */
    private static final List<String> OPTIMISING = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=20000",
            "-XX:Tier4CompileThreshold=100000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,com/sun/crypto/provider/*.*,0.005",
            "-XX:CompileCommand=CompileThresholdScaling,sun/security/provider/MD5*.*,0.005",
            "-XX:CompileCommand=CompileThresholdScaling,sun/security/provider/DigestBase.*,0.005",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-C1UpdateMethodData",
            "-XX:-C1ProfileCalls",
            "-XX:-C1ProfileVirtualCalls",
            "-XX:-C1ProfileInlinedCalls",
            "-XX:-C1ProfileBranches",
            "-XX:-C1ProfileCheckcasts");

    /** Makes the SMB client keep to the JDK's own ciphers. */
    static final String NO_CORRETTO = "-Dalyxtransfer.smb.provider=jdk";

    Jvm {
        flags = List.copyOf(flags);
    }

    /** The same Java and class path as this process has. */
    static Jvm likeThisOne(List<String> flags) {
        return new Jvm(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.class.path"),
                flags,
                Optional.empty());
    }

    Jvm with(String flag) {
        return new Jvm(home, classPath, Command.joined(flags, List.of(flag)), archive);
    }

    /** The optimising compiler as well, for ciphers that are written in Java, unless flags were chosen by hand. */
    Jvm optimising() {
        return flags.equals(FLAGS) ? new Jvm(home, classPath, OPTIMISING, archive) : this;
    }

    /** With both of HotSpot's compilers, as a long-running program has them that embeds the engine, unless flags were chosen by hand. */
    Jvm embedding() {
        return flags.equals(FLAGS) ? new Jvm(home, classPath, FLAGS.subList(0, 2), archive) : this;
    }

    /**
     * One that starts with the classes of a rehearsal mapped, as the launcher does for users from the second start on. As it
     * is, where this Java writes no archive. Blocks.
     */
    Jvm rehearsed(Path file) throws IOException {
        List<String> command = Command.joined(
                List.of(java()),
                flags,
                List.of(
                        "-XX:ArchiveClassesAtExit=" + file,
                        "-Xlog:disable",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null"),
                List.of("-cp", whatUsersRun(), Rehearsal.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.onExit().join();
        return Files.exists(file) ? new Jvm(home, classPath, flags, Optional.of(file)) : this;
    }

    /** The first part of the class path; a Java 17 crashes when it archives the rest as well. */
    private String whatUsersRun() {
        String folder = jars() + File.separator;
        return Stream.of(classPath.split(File.pathSeparator))
                .takeWhile(jar -> jar.startsWith(folder))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path jars() {
        return Objects.requireNonNull(Path.of(classPath.split(File.pathSeparator, 2)[0])
                .toAbsolutePath()
                .getParent());
    }

    /** Ciphers in native code come unpacked, as the launcher has them. */
    private List<String> natives() {
        Path folder = jars().resolve("native");
        return Files.exists(folder.resolve("libamazonCorrettoCryptoProvider.so"))
                ? List.of("-Dcom.amazon.corretto.crypto.provider.useExternalLib=true", "-Djava.library.path=" + folder)
                : List.of();
    }

    private String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    List<String> command(Class<?> program) {
        return Command.joined(
                List.of(java()),
                flags,
                natives(),
                archive.map(file -> List.of("-XX:SharedArchiveFile=" + file)).orElse(List.of()),
                List.of("-cp", classPath, program.getName()));
    }
}
