package org.alyxtransfer.cli.benchreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A real one, without a window; {@code bin/setup} installs it. */
record Browser(Path folder) {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Pattern TITLE = Pattern.compile("<title>(\\[.*?])</title>");
    private static final String TELL_PLACES = """
            <script>document.title = JSON.stringify(Array.from(document.querySelectorAll("figure svg"), drawn => {
              const place = drawn.getBoundingClientRect();
              return [place.left, place.top, place.width, place.height]; }))</script>
            """;

    /** Pixels from the top left of the page. */
    record Place(double left, double top, double width, double height) {}

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM);
    }

    /** The page as it looks in that theme. */
    BufferedImage screenshot(Path page, boolean dark) throws IOException, InterruptedException {
        Path picture = folder.resolve(dark ? "dark.png" : "light.png");
        run(page, "--screenshot=" + picture, "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
        return ImageIO.read(picture.toFile());
    }

    /** Where the charts of a page are, in their order. */
    List<Place> charts(Path page) throws IOException, InterruptedException {
        Path telling = Files.writeString(
                folder.resolve("telling.html"), Files.readString(page).replace("</body>", TELL_PLACES + "</body>"));
        Matcher title = TITLE.matcher(Files.readString(run(telling, "--dump-dom")));
        assertThat(title.find()).as("the browser tells where charts are").isTrue();
        List<Place> places = new ArrayList<>();
        for (double[] place : new JsonMapper().readValue(title.group(1), double[][].class)) {
            places.add(new Place(place[0], place[1], place[2], place[3]));
        }
        return places;
    }

    private Path run(Path page, String... what) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "browser", ".out");
        List<String> command = new ArrayList<>(List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("browser"),
                "--window-size=900,4000"));
        command.addAll(List.of(what));
        command.add(page.toUri().toString());
        Process browser = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
