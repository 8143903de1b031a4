package org.alyxtransfer.automation.analysis.plot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.automation.analysis.read.NumPyArray;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of one ALF object in one folder: {@code wheel} with {@code position} and {@code timestamps}.
 *
 * @param folder below the session, with a slash at its end; "" for the session's own
 * @param prefix of its files' names, with namespace: {@code _ibl_wheel}
 * @param arrays by attribute, with the time scale where there is one
 */
record AlfObject(String folder, String prefix, String name, Map<String, NumPyArray> arrays) {
    AlfObject(String folder, String prefix, String name) {
        this(folder, prefix, name, new LinkedHashMap<>());
    }

    /** The array that says when each of the others' rows is: seconds, one dimension. */
    Optional<NumPyArray> times() {
        return Optional.ofNullable(firstOf("times", "timestamps"))
                .filter(times -> times.isNumeric() && times.dimensions().size() == 1 && times.elements() > 1);
    }

    /** Whether it holds starts and ends: two columns. */
    static boolean isPairs(NumPyArray array) {
        return array.isNumeric()
                && array.dimensions().size() == 2
                && array.dimensions().get(1) == 2;
    }

    String path(String attribute) {
        return folder + prefix + "." + attribute;
    }

    private @Nullable NumPyArray firstOf(String one, String other) {
        NumPyArray found = arrays.get(one);
        return found == null ? arrays.get(other) : found;
    }
}
