package org.alyxtransfer.alyx;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alyxtransfer.dataset.SessionPath;
import org.jspecify.annotations.Nullable;

/**
 * Files of one session to be registered in one request.
 *
 * @param repository where they lie, by Alyx's name
 * @param lab decides which repositories get records; null for the subject's own
 * @param checkProtected refuse all files, before anything is written, when any revision of any of them is protected
 * @param isDefault make these the revisions to be used
 */
@CheckReturnValue
public record Registration(
        SessionPath session,
        List<FileToRegister> files,
        String repository,
        @Nullable String lab,
        boolean checkProtected,
        boolean isDefault) {

    public Registration {
        files = List.copyOf(files);
    }

    public static Registration of(SessionPath session, List<FileToRegister> files, String repository) {
        return new Registration(session, files, repository, null, true, true);
    }

    public Registration lab(String name) {
        return new Registration(session, files, repository, name, checkProtected, isDefault);
    }

    /** For a new revision of a protected dataset, which the check would refuse. */
    public Registration checkProtected(boolean check) {
        return new Registration(session, files, repository, lab, check, isDefault);
    }

    public Registration files(List<FileToRegister> others) {
        return new Registration(session, others, repository, lab, checkProtected, isDefault);
    }

    /**
     * What is sent to {@code /register-file}, as JSON. All lists have the same length: Alyx would silently cut them to the
     * shortest.
     */
    public Map<String, Object> body(String user) {
        List<String> names = new ArrayList<>();
        List<@Nullable String> hashes = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        List<@Nullable String> versions = new ArrayList<>();
        for (FileToRegister file : files) {
            names.add(file.path().toString());
            hashes.add(file.checksum() == null ? null : file.checksum().hex());
            sizes.add(file.size());
            versions.add(file.version());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("created_by", user);
        body.put("path", session.toString()); // the number as three digits: others would make second records
        body.put("filenames", names);
        body.put("hashes", hashes); // this key: "hashs" and "hash" are silently ignored
        body.put("filesizes", sizes);
        if (versions.stream().anyMatch(Objects::nonNull)) {
            body.put("versions", versions);
        }
        body.put("name", repository);
        body.put("exists", true);
        body.put("server_only", false);
        body.put("default", isDefault);
        body.put("check_protected", checkProtected);
        if (lab != null) {
            body.put("labs", List.of(lab));
        }
        return body;
    }
}
