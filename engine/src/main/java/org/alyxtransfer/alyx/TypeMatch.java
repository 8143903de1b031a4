package org.alyxtransfer.alyx;

import java.util.List;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Whether Alyx will find the one type and format of a file by its name. */
public sealed interface TypeMatch {
    /** It will. */
    record Known(DatasetType type, DataFormat format) implements TypeMatch {}

    /** No type matches; {@code object.attribute} of the name is what a new type would be called. */
    record NoType(String typeName) implements TypeMatch {}

    /** More than one type matches, and Alyx refuses to choose. */
    record SeveralTypes(List<String> types) implements TypeMatch {}

    /** No format, or more than one, has the name's last extension. */
    record NoFormat(String extension) implements TypeMatch {}

    /** What registering the file would fail with; only for a match that is not {@link Known}. */
    default TransferException refusal(String file) {
        if (this instanceof NoType none) {
            return refused(
                    file,
                    "Alyx has no dataset type for this name; create the type '" + none.typeName()
                            + "' (setup alyx) or rename the file");
        }
        if (this instanceof SeveralTypes several) {
            return refused(
                    file,
                    "several dataset types of Alyx match this name (" + String.join(", ", several.types())
                            + "); rename the file or have the admin narrow their patterns");
        }
        if (this instanceof NoFormat none) {
            return refused(
                    file,
                    "Alyx has no single data format for the extension '" + none.extension()
                            + "'; create it (setup alyx) or convert the file");
        }
        throw new IllegalStateException(file + " is known to Alyx");
    }

    private static TransferException refused(String file, String why) {
        return new TransferException(Kind.REFUSED, file, why);
    }
}
