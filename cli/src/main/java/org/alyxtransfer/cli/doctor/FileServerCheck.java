package org.alyxtransfer.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import reactor.core.publisher.Mono;

/** The file server: shows what the share holds, lets the user in. */
final class FileServerCheck {
    private static final String AREA = "http";
    private static final String ADVICE =
            "http.url must lead to the folder of storage.url; see http.user and HTTP_PASSWORD.";

    private final Connections open;
    private final Waiting waiting;

    FileServerCheck(Connections open, Waiting waiting) {
        this.open = open;
        this.waiting = waiting;
    }

    /**
     * Looks at the file server of {@code http.url}.
     *
     * @param probe a file that is on the share at the moment
     */
    List<Finding> findings(Optional<FilePath> probe) {
        Optional<BaseUrl> url = open.settings().find(Keys.HTTP_URL).map(found -> BaseUrl.parse(found.toString()));
        if (url.isEmpty()) {
            return List.of(Finding.note(
                    AREA,
                    "http.url is not set: downloads use the URLs that Alyx gives, without a password",
                    "Set it if the file server asks for one."));
        }
        if (probe.isEmpty()) {
            return List.of(Finding.note(AREA, url.get() + " was not tried: nothing was put on the share", ""));
        }
        List<Finding> findings = new ArrayList<>();
        if (open.settings().find(Keys.HTTP_USER).isPresent()) {
            OpenAddress.finding(AREA, open.settings().get(Keys.HTTP_URL)).ifPresent(findings::add);
        }
        HttpFileSource server = open.fileServer(url.get());
        try {
            long size = waiting.value(Mono.usingWhen(
                    server.open(probe.get()), file -> Mono.just(file.stat().size()), SourceFile::close));
            if (size == ShareCheck.PROBE_BYTES) {
                findings.add(Finding.ok(AREA, url.get() + " shows what is put on the share (" + size + " bytes)"));
                findings.add(ranges(url.get(), probe.get()));
            } else {
                findings.add(Finding.bad(AREA, another(url.get(), size), ADVICE));
            }
        } catch (RuntimeException e) {
            findings.add(Finding.bad(AREA, e, ADVICE));
        }
        return findings;
    }

    private static String another(BaseUrl url, long size) {
        return url + " answers with something else than the file that was put on the share: " + size + " bytes, not "
                + ShareCheck.PROBE_BYTES + " (a page for logging in?)";
    }

    private Finding ranges(BaseUrl url, FilePath probe) {
        boolean works =
                RangeProbe.answersRanges(url.encoded(probe), Optional.ofNullable(open.credentials(url)), open.trust());
        return works
                ? Finding.ok(AREA, "answers ranges: files are fetched in parallel and resumed")
                : Finding.note(
                        AREA,
                        "does not answer ranges: each file comes in one stream, and a broken one starts again",
                        "Let the server honour Range requests (nginx and Apache do by default).");
    }
}
