package org.alyxtransfer.sandbox.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected words were printed by Python 3.11. */
class PythonJsonErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a": 1,}    | Expecting property name enclosed in double quotes: line 1 column 9 (char 8)
                    {"path":     | Expecting value: line 1 column 9 (char 8)
                    [1, 2        | Expecting ',' delimiter: line 1 column 6 (char 5)
                    [1 2]        | Expecting ',' delimiter: line 1 column 4 (char 3)
                    {"a" 1}      | Expecting ':' delimiter: line 1 column 6 (char 5)
                    {a: 1}       | Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
                    "abc         | Unterminated string starting at: line 1 column 1 (char 0)
                    nope         | Expecting value: line 1 column 1 (char 0)
                    {} x         | Extra data: line 1 column 4 (char 3)
                    {"a": [1,]}  | Expecting value: line 1 column 10 (char 9)
                    """)
    void saysWhatPythonSays(String text, String error) {
        assertThat(new PythonJsonError(text).message()).isEqualTo(error);
    }
}
