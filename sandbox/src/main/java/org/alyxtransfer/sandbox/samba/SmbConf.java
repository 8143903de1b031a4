package org.alyxtransfer.sandbox.samba;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server's smb.conf. Whatever it doesn't name is left at Samba's default, so that measurements mean something. */
final class SmbConf {
    private SmbConf() {}

    static Path write(SambaSettings settings, Workplace workplace, String user, int port) throws IOException {
        var text = new StringBuilder();
        section(text, "global", global(settings, workplace, port));
        for (ShareSettings share : settings.shares()) {
            section(text, share.name(), share(share, workplace, user));
        }
        return Files.writeString(workplace.root().resolve("smb.conf"), text);
    }

    private static Map<String, String> global(SambaSettings settings, Workplace workplace, int port)
            throws IOException {
        var lines = new LinkedHashMap<String, String>();
        lines.put("server role", "standalone server");
        lines.put("workgroup", "SANDBOX");
        lines.put("netbios name", "SANDBOX");
        lines.put("interfaces", SambaServer.HOST);
        lines.put("bind interfaces only", "yes");
        lines.put("smb ports", Integer.toString(port));
        lines.put("disable netbios", "yes");
        lines.put("disable spoolss", "yes");
        lines.put("load printers", "no");
        lines.put("printing", "bsd");
        lines.put("printcap name", "/dev/null");
        lines.put("rpc start on demand helpers", "no"); // those would leave smbd's process group
        lines.put("usershare max shares", "0");
        lines.put("map to guest", "never");
        lines.put("log file", workplace.state("log").resolve("smbd.log").toString());
        lines.put("log level", "1");
        lines.put("max log size", "5000"); // KiB
        String run = workplace.state("run").toString();
        lines.put("lock directory", run);
        lines.put("state directory", run);
        lines.put("cache directory", run);
        lines.put("pid directory", run);
        lines.put("ncalrpc dir", workplace.state("ncalrpc").toString());
        Path secrets = workplace.state("private");
        lines.put("private dir", secrets.toString());
        lines.put("passdb backend", "tdbsam:" + secrets.resolve("passdb.tdb"));
        lines.put("server signing", settings.signing().word());
        lines.put("smb encrypt", settings.encryption().word());
        lines.put("server min protocol", settings.minDialect().name());
        lines.put("server max protocol", settings.maxDialect().name());
        lines.putAll(settings.options());
        return lines;
    }

    private static Map<String, String> share(ShareSettings share, Workplace workplace, String user) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("path", workplace.door(share.name()).toString());
        lines.put("read only", share.readOnly() ? "yes" : "no");
        lines.put("valid users", user);
        return lines;
    }

    private static void section(StringBuilder text, String name, Map<String, String> lines) {
        text.append('[').append(name).append("]\n");
        lines.forEach((key, value) ->
                text.append("  ").append(key).append(" = ").append(value).append('\n'));
    }
}
