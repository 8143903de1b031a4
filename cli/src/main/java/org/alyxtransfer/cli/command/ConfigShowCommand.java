package org.alyxtransfer.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.cli.config.Settings.Shown;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows every key with its value; secrets are blotted out. */
@Command(name = "show", description = "Shows every key with its value; secrets are blotted out.")
public final class ConfigShowCommand implements Action {
    private final Invocation invocation;

    @Option(names = "--origin", description = "Also show where each value comes from.")
    private boolean origin;

    @Option(names = "--describe", description = "Also show what each key does.")
    private boolean describe;

    public ConfigShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Output output = invocation.output();
        Table table = new Table("KEY", "VALUE", origin ? "ORIGIN" : "", describe ? "EFFECT" : "");
        for (Shown shown : invocation.settings().shown()) {
            table.row(shown.key(), shown.value(), origin ? shown.origin() : "", describe ? shown.description() : "");
            output.emit("setting", fields(shown));
        }
        output.say(table);
        return ExitCode.DONE;
    }

    private static Map<String, Object> fields(Shown shown) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", shown.key());
        fields.put("value", shown.value());
        fields.put("source", shown.origin().source().name());
        fields.put("origin", shown.origin().place());
        return fields;
    }
}
