package org.alyxtransfer.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSetupTest {
    private final LoggerContext context = new LoggerContext();
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @AfterEach
    void end() {
        context.stop();
        System.setErr(stderr);
        System.clearProperty(LogSetup.FILE);
    }

    private void configure() throws Exception {
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        new ContextInitializer(context).autoConfig();
    }

    @Test
    void warningsGoToStandardErrorWithoutStackTraces() throws Exception {
        configure();

        context.getLogger("org.alyxtransfer.engine.Some").warn("that {}", "happened", new IllegalStateException("why"));
        context.getLogger("org.alyxtransfer.engine.Some").info("chatter");
        context.getLogger("reactor.netty.http.client").warn("a connection broke");
        context.getLogger("jcifs.smb").warn("closed on purpose");

        assertThat(told.toString(StandardCharsets.UTF_8))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  \\S+Some: that happened\\R(?s).*")
                .contains("why")
                .doesNotContain("\tat ", "chatter", "a connection broke", "closed on purpose", "|-INFO");
    }

    @Test
    void aUsersOwnFileIsReadInstead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.xml"), """
                <configuration>
                  <appender name="mine" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>MINE %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="mine"/></root>
                </configuration>
                """);
        System.setProperty(LogSetup.FILE, file.toString());
        configure();

        context.getLogger("org.alyxtransfer.engine.Some").info("chatter");

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("MINE chatter");
    }
}
