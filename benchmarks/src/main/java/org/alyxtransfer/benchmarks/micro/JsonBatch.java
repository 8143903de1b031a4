package org.alyxtransfer.benchmarks.micro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.alyxtransfer.alyx.FileToRegister;
import org.alyxtransfer.alyx.Registration;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The body of one registration of so many files, as it is sent to Alyx. */
@State(Scope.Thread)
public class JsonBatch {
    static final int FILES = 500;

    private final ObjectMapper json = new ObjectMapper();
    private @Nullable Registration registration;

    /** How long one body is. */
    static int bytes() throws JsonProcessingException {
        JsonBatch batch = new JsonBatch();
        batch.prepare();
        return batch.batch().length;
    }

    @Setup
    public void prepare() {
        List<FileToRegister> files =
                IntStream.range(0, FILES).mapToObj(JsonBatch::file).toList();
        registration = Registration.of(SessionPath.parse("COGP-003/2022-01-11/001"), files, "local_smb");
    }

    private static FileToRegister file(int number) {
        DatasetPath path = DatasetPath.parse(FilePath.of("alf/probe%02d/spikes.times%d.npy".formatted(number, number)));
        Checksum sum = Checksum.of(Checksum.Algorithm.MD5, new byte[16]);
        return FileToRegister.of(path, 1_000_000L + number, sum);
    }

    @Benchmark
    public byte[] batch() throws JsonProcessingException {
        return json.writeValueAsBytes(Objects.requireNonNull(registration).body("experimenter"));
    }
}
