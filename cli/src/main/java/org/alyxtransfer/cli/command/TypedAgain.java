package org.alyxtransfer.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.alyxtransfer.cli.frame.GlobalOptions;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A job's command line, to be run again with what is asked for today.
 *
 * @param words as they were typed
 * @param there where they were typed
 */
record TypedAgain(List<String> words, Surroundings there) {
    private static final List<String> VERBOSE = List.of("-v", "-vv", "--verbose");

    TypedAgain {
        words = List.copyOf(words);
    }

    /**
     * With the options that every command takes.
     *
     * @param here where they were typed
     */
    TypedAgain with(GlobalOptions today, Surroundings here) {
        Path config = today.config();
        Path caFile = today.caFile();
        TypedAgain next = unlessAnother("--profile", today.profile(), UnaryOperator.identity())
                .unlessAnother(
                        "--config",
                        config == null ? null : here.resolve(config).toString(),
                        typed -> there.resolve(Path.of(typed)).toString());
        for (Map.Entry<String, String> setting : today.overrides().entrySet()) {
            next = next.and("--set", setting.getKey() + "=" + setting.getValue());
        }
        if (caFile != null) {
            next = next.without("--ca-file")
                    .and("--ca-file", here.resolve(caFile).toString());
        }
        next = next.flag("--insecure", today.insecure())
                .flag("--dry-run", today.dryRun())
                .flag("--json", today.json())
                .flag("--no-progress", today.noProgress());
        return today.verbosity() == 0 ? next : next.withoutFlags(VERBOSE).and(today.verbosity() > 1 ? "-vv" : "-v");
    }

    /** These as well, among the options. */
    TypedAgain and(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(end(), List.of(more));
        return new TypedAgain(all, there);
    }

    private TypedAgain flag(String name, boolean isAsked) {
        return isAsked ? withoutFlags(List.of(name)).and(name) : this;
    }

    /** A job is of one profile; where its command names none, today's is taken, and its servers are compared. */
    private TypedAgain unlessAnother(String option, @Nullable String today, UnaryOperator<String> meant) {
        if (today == null) {
            return this;
        }
        int at = find(option);
        if (at < 0) {
            return and(option, today);
        }
        if (!meant.apply(value(at)).equals(today)) {
            throw new TransferException(
                    Kind.INVALID,
                    "jobs resume " + option + " " + today,
                    "the job's command says " + option + " " + value(at)
                            + ", and goes on with that only; nothing was done");
        }
        return this;
    }

    private TypedAgain without(String option) {
        int at = find(option);
        if (at < 0) {
            return this;
        }
        List<String> fewer = new ArrayList<>(words);
        fewer.subList(at, words.get(at).equals(option) ? at + 2 : at + 1).clear();
        return new TypedAgain(fewer, there);
    }

    private TypedAgain withoutFlags(List<String> names) {
        List<String> fewer = new ArrayList<>(words);
        fewer.subList(0, end()).removeIf(names::contains);
        return new TypedAgain(fewer, there);
    }

    private int find(String option) {
        for (int at = 0; at < end(); at++) {
            String word = words.get(at);
            if (word.startsWith(option + "=") || (word.equals(option) && at + 1 < words.size())) {
                return at;
            }
        }
        return -1;
    }

    private String value(int at) {
        int equals = words.get(at).indexOf('=');
        return equals < 0 ? words.get(at + 1) : words.get(at).substring(equals + 1);
    }

    private int end() {
        int end = words.indexOf("--");
        return end < 0 ? words.size() : end;
    }
}
