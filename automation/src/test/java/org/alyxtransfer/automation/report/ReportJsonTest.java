package org.alyxtransfer.automation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
    @TempDir
    Path folder;

    @Test
    void whatARunLeftIsAListAlsoWhereItLeftNothing() {
        JsonNode json = ReportJson.write(Reports.succeeded("run", folder));

        assertThat(json.get("files")).isNotNull().isEmpty();
        assertThat(json.get("last_log_lines")).isNotNull().isEmpty();
    }
}
