package org.alyxtransfer.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.DatasetTypes;
import org.alyxtransfer.alyx.TypeMatch;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;

/** What Alyx must know of a file's name before the file may move: exactly one dataset type, and a data format. */
@CheckReturnValue
final class UploadRules {
    private static final int ID_IN_NAME = 37; // a dot and 36 characters of id
    private static final int LONGEST_NAME = 255;

    private final Optional<DatasetTypes> types;

    private UploadRules(Optional<DatasetTypes> types) {
        this.types = types;
    }

    /** Nothing is registered, so any usable name will do. */
    static UploadRules none() {
        return new UploadRules(Optional.empty());
    }

    /** Asks Alyx; fails when the user's token or the repository is of no use. */
    static Mono<UploadRules> of(AlyxClient alyx, UploadSettings settings) {
        return alyx.whoAmI()
                .then(alyx.repository(settings.repository()))
                .then(alyx.typeMatcher())
                .map(types -> new UploadRules(Optional.of(types)));
    }

    /** Why Alyx would not take the file; empty when it would. */
    Optional<TransferException> complaint(DatasetPath dataset) {
        if (dataset.filename().length() + ID_IN_NAME > LONGEST_NAME) {
            return Optional.of(new TransferException(
                    Kind.INVALID,
                    dataset.toString(),
                    "its name leaves no room for the dataset's id; shorten it to " + (LONGEST_NAME - ID_IN_NAME)
                            + " characters"));
        }
        return types.map(known -> known.match(dataset.filename()))
                .filter(match -> !(match instanceof TypeMatch.Known))
                .map(match -> match.refusal(dataset.toString()));
    }
}
