package org.alyxtransfer.cli.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What limits a transfer, in words and numbers.
 *
 * @param bottleneck its name
 * @param stages the most used first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VerdictLine(
        @JsonProperty("case") String scenario, String bottleneck, String sentence, List<StageUse> stages) {
    /** What a line says of itself in {@code type}. */
    public static final String TYPE = "verdict";

    public VerdictLine {
        stages = List.copyOf(stages);
    }

    /**
     * How much of one stage was used, from 0 to 1.
     *
     * @param words the stage's name for people
     * @param numbers what the use is drawn from
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StageUse(String stage, String words, double used, String numbers) {}
}
