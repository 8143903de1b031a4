package org.alyxtransfer.alyx;

import java.util.List;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.TransferException;

/**
 * What became of a registration. Alyx works through the files one by one and keeps those before a failure, so anything
 * but {@link Registered} and {@link NotDone} has to be settled by asking {@code /datasets} what is there.
 */
public sealed interface RegistrationOutcome {
    /** All files, in the order sent. */
    record Registered(List<RegisteredDataset> datasets) implements RegistrationOutcome {}

    /** Nothing was done: no connection, throttled, or not signed in. Sending the same again is safe. */
    record NotDone(TransferException why) implements RegistrationOutcome {}

    /**
     * Alyx refused. With {@link Refusal#concernsAllFiles()} nothing was registered; otherwise one file is at fault, those
     * before it are registered and those after it are not.
     *
     * @param culprits the files at fault as far as Alyx names them; when it names none, the first file sent that is not
     *     registered is the one
     * @param protections with {@link Refusal#PROTECTED}, when the check was asked for: then nothing was registered
     */
    record Refused(TransferException why, Refusal refusal, List<DatasetPath> culprits, List<Protection> protections)
            implements RegistrationOutcome {}

    /**
     * Nobody knows: no answer in time, connection lost, or an answer that makes no sense. The request may still be
     * running: sending it again now could make duplicates that break the file for good. Ask {@code /datasets} until all
     * files are there or the server's own time-out has passed.
     */
    record Unknown(TransferException why) implements RegistrationOutcome {}
}
