package org.alyxtransfer.automation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alyxtransfer.automation.TooDeep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path folder;

    @Test
    void filesAreToldByNameAndLinksAreNot() throws IOException {
        Files.createDirectory(folder.resolve("b"));
        Files.writeString(folder.resolve("b/a.csv"), "12");
        Files.writeString(folder.resolve("a.csv"), "1");
        Files.createSymbolicLink(folder.resolve("c.csv"), Path.of("a.csv"));

        assertThat(ResultFile.in(folder)).containsExactly(new ResultFile("a.csv", 1), new ResultFile("b/a.csv", 2));
    }

    @Test
    void ofManyTheFirstThousandAreTold() throws IOException {
        for (int i = 1100; i >= 0; i--) {
            Files.createFile(folder.resolve("%04d".formatted(i)));
        }

        assertThat(ResultFile.in(folder))
                .hasSize(1000)
                .startsWith(new ResultFile("0000", 0))
                .endsWith(new ResultFile("0999", 0));
    }

    @Test
    void aFolderThatCannotBeReadHidesNoOtherFiles() throws IOException {
        try (TooDeep unread = TooDeep.in(folder)) {
            Files.writeString(unread.parent().resolve("z.csv"), "1");

            assertThat(ResultFile.in(unread.parent())).containsExactly(new ResultFile("z.csv", 1));
        }
    }
}
