package org.alyxtransfer.cli.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.ProcessLock;

/**
 * What a package holds: each file's path, size in bytes and MD5, as JSON next to the sessions, at
 * {@code ROOT/.alyx-transfer-<subject>_<date>_<NNN>.json}; not in the session's folder, where it would be a dataset.
 */
public final class Manifest {
    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Manifest() {}

    /**
     * Adds the files to what other runs packaged for the session, also those that write at this moment; gives the
     * manifest's place. Beside it stays an empty file, which they lock.
     */
    public static Path write(Path root, SessionPath session, Collection<PackagedFile> files) throws IOException {
        Path manifest = root.resolve(".alyx-transfer-" + session.toString().replace('/', '_') + ".json");
        Optional<ProcessLock> turn = turn(manifest.resolveSibling(manifest.getFileName() + ".lock"));
        try {
            add(manifest, session, files);
        } finally {
            turn.ifPresent(ProcessLock::close);
        }
        return manifest;
    }

    /** Empty on a disk that knows no locks; what else may be wrong with it shows when the manifest is written. */
    private static Optional<ProcessLock> turn(Path file) {
        try {
            return Optional.of(ProcessLock.take(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void add(Path manifest, SessionPath session, Collection<PackagedFile> files) throws IOException {
        Map<String, Object> byPath = new TreeMap<>();
        if (Files.exists(manifest)) {
            for (JsonNode file : JSON.readTree(Files.readAllBytes(manifest)).path("files")) {
                byPath.put(file.path("path").asText(), file);
            }
        }
        files.forEach(file -> byPath.put(file.path().toString(), fields(file)));
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("schema", SCHEMA);
        whole.put("session", session.toString());
        whole.put("files", new ArrayList<>(byPath.values()));
        Path fresh = Files.createTempFile(manifest.resolveSibling("."), ".", ".new");
        try {
            Files.write(fresh, JSON.writeValueAsBytes(whole));
            Files.move(fresh, manifest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** One file as the manifest and {@code --json} tell it. */
    public static Map<String, Object> fields(PackagedFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", file.path().toString());
        fields.put("size", file.size());
        fields.put("md5", file.checksum().hex());
        fields.put("source", file.source().toString());
        return fields;
    }
}
