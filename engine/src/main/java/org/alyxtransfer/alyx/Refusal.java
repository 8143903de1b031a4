package org.alyxtransfer.alyx;

import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * Why Alyx refused, told by the words of its answer: the status says little, as many of its 500s are really the
 * client's fault.
 */
public enum Refusal {
    TOKEN(
            "Invalid token|credentials were not provided|No credentials provided|inactive or deleted",
            Kind.AUTHENTICATION,
            true,
            "sign in again"),
    PERMISSION(
            "do not have permission",
            Kind.DENIED,
            true,
            "this user may only read; ask the admin of Alyx for an ordinary account"),
    PROTECTED(
            "is protected",
            Kind.PROTECTED,
            false,
            "Alyx protects this dataset; register the new file as a revision (--on-conflict revision)"),
    UNKNOWN_TYPE(
            "No dataset type found",
            Kind.REFUSED,
            false,
            "rename the file to a type that Alyx knows, or create the type (setup alyx)"),
    SEVERAL_TYPES(
            "Multiple matching dataset types",
            Kind.REFUSED,
            false,
            "rename the file, or have the admin narrow the patterns of these types"),
    UNKNOWN_FORMAT(
            "DataFormat matching query does not exist",
            Kind.REFUSED,
            false,
            "Alyx knows no data format of this file extension; create it (setup alyx)"),
    DUPLICATE_DATASET(
            "more than one Dataset\\b",
            Kind.CONFLICT,
            false,
            "Alyx holds this dataset twice; the admin must delete one of the two rows before it can be registered"),
    RECORD_OF_ANOTHER_DATASET(
            "file record for .* already exists",
            Kind.CONFLICT,
            false,
            "another dataset claims the same file; the admin must delete one of the two"),
    AMBIGUOUS_SUBJECT(
            "more than one Subject",
            Kind.CONFLICT,
            true,
            "two labs have a subject of this name and Alyx cannot tell them apart; the admin must rename one"),
    NO_SESSION("session for .* does not exist", Kind.NOT_FOUND, true, "create the session first"),
    NO_SUBJECT("subject with nickname .* does not exist", Kind.NOT_FOUND, true, "create the subject in Alyx first"),
    NO_REPOSITORY("repository does not exist", Kind.NOT_FOUND, true, "check the profile's repository (setup, doctor)"),
    NO_LAB("specified labs do not exist", Kind.NOT_FOUND, true, "check the lab's name"),
    NO_USER("LabMember matching query", Kind.NOT_FOUND, true, "Alyx knows no such user"),
    BAD_PATH(
            "should be `nickname|path argument is required|Invalid ALF path",
            Kind.INVALID,
            false,
            "rename the folder to what Alyx takes"),
    EXISTS("already exists|must make a unique set", Kind.EXISTS, true, "it is there already"),
    MISSING("does not exist|Select a valid choice|matches the given query", Kind.NOT_FOUND, true, "check the name"),
    UNREADABLE("JSON parse error", Kind.REFUSED, true, ""),
    OTHER("", Kind.REFUSED, false, "");

    private final Pattern words;
    private final Kind kind;
    private final boolean concernsAllFiles;
    private final String advice;

    Refusal(String words, Kind kind, boolean concernsAllFiles, String advice) {
        this.words = Pattern.compile(words, Pattern.DOTALL);
        this.kind = kind;
        this.concernsAllFiles = concernsAllFiles;
        this.advice = advice;
    }

    /** The first that fits, in the order above: the later ones are more general. */
    static Refusal of(String words) {
        for (Refusal refusal : values()) {
            if (refusal.words.matcher(words).find()) {
                return refusal;
            }
        }
        return OTHER;
    }

    public Kind kind() {
        return kind;
    }

    /** What the user can do; "" when only Alyx's own words can help. */
    public String advice() {
        return advice;
    }

    /** Whether it hits every file of the session, and not one of them. */
    public boolean concernsAllFiles() {
        return concernsAllFiles;
    }
}
