package org.alyxtransfer.cli.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a run ran on; no names.
 *
 * @param cores processors that this JVM may use
 * @param memoryMib of the machine or container, in MiB
 * @param kernel the operating system and its version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Machine(
        int cores,
        @Nullable Long memoryMib,
        String kernel,
        @Nullable String architecture) {
    /** The one that this JVM runs on. */
    public static Machine here() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        Long memory = system instanceof OperatingSystemMXBean known ? known.getTotalMemorySize() >> 20 : null;
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory,
                system.getName() + " " + system.getVersion(),
                system.getArch());
    }
}
