package org.alyxtransfer.automation.analysis.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.automation.analysis.read.Cursor;
import org.alyxtransfer.automation.analysis.read.Dataset;
import org.alyxtransfer.automation.analysis.read.NumPyArray;
import org.alyxtransfer.automation.analysis.read.Picture;
import org.alyxtransfer.automation.analysis.read.Table;
import org.alyxtransfer.dataset.AlfName;

/** Chooses, by their ALF names, which datasets of a session are drawn how, and draws them. */
public final class Plots {
    private static final int MOST_PICTURES = 8; // of a session's own pictures
    private static final int MOST_SIGNALS = 16;
    private static final int APART = 3; // columns with a histogram each
    private static final int MOST_TRIALS = 200_000;
    private static final List<String> TRIAL_COLUMNS = List.of(
            "choice",
            "contrastLeft",
            "contrastRight",
            "feedbackType",
            "probabilityLeft",
            "goCue_times",
            "stimOn_times",
            "firstMovement_times",
            "response_times");

    private final String session;
    private final Path folder;
    private final int mostTrials;
    private final Map<String, AlfObject> objects = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Picture> pictures = new LinkedHashMap<>();
    private final EventsFigure events = new EventsFigure();
    private final DistributionsFigure distributions = new DistributionsFigure();
    private final List<Path> drawn = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private int signals;

    /**
     * Plots of one session.
     *
     * @param session how headlines name it
     * @param folder where the pictures go; it exists
     */
    public Plots(String session, Path folder) {
        this(session, folder, MOST_TRIALS);
    }

    /** The same, of so many trials at most. */
    Plots(String session, Path folder, int mostTrials) {
        this.session = session;
        this.folder = folder;
        this.mostTrials = mostTrials;
    }

    /** Takes a dataset, by its path below the session's folder. */
    public void add(String path, Dataset dataset) {
        if (dataset instanceof Table table) {
            tables.put(path, table);
        } else if (dataset instanceof Picture picture) {
            pictures.put(path, picture);
        } else if (dataset instanceof NumPyArray array) {
            int slash = path.lastIndexOf('/') + 1;
            Optional<AlfName> parsed = AlfName.parse(path.substring(slash));
            String filename = path.substring(slash);
            AlfName name = parsed.orElseGet(() -> new AlfName("", filename, "", "", "", ""));
            String prefix = (name.namespace().isEmpty() ? "" : "_" + name.namespace() + "_") + name.object();
            String attribute = name.attribute() + (name.timescale().isEmpty() ? "" : "_" + name.timescale());
            objects.computeIfAbsent(
                            path.substring(0, slash) + prefix,
                            key -> new AlfObject(path.substring(0, slash), prefix, name.object()))
                    .arrays()
                    .put(attribute, array);
        }
    }

    /**
     * Draws all that was added; gives the files, in the order of their worth. What cannot be drawn is remarked and keeps
     * nothing else from being drawn. Fails with {@code UNSUPPORTED} where there are no fonts.
     */
    public List<Path> draw() throws IOException {
        Fonts.require("plots", "the summary is complete");
        tables.forEach(
                (path, table) -> attempt(path, () -> drawTrials(path, table.read(TRIAL_COLUMNS, mostTrials + 1))));
        for (AlfObject object : objects.values()) {
            attempt(object.folder() + object.prefix(), () -> drawObject(object));
        }
        if (!events.isEmpty()) {
            attempt("events", () -> save(events.draw(title("events")), "events"));
        }
        if (!distributions.isEmpty()) {
            attempt("distributions", () -> save(distributions.draw(title("distributions")), "distributions"));
        }
        pictures.entrySet().stream()
                .limit(MOST_PICTURES)
                .forEach(each -> attempt(each.getKey(), () -> drawPicture(each.getKey(), each.getValue())));
        leaveOut(signals - MOST_SIGNALS, "signal");
        leaveOut(events.left(), "event row");
        leaveOut(distributions.left(), "distribution");
        leaveOut(pictures.size() - MOST_PICTURES, "picture");
        return List.copyOf(drawn);
    }

    /** What could not be drawn, and why. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** What was not drawn for its number only. */
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private void leaveOut(int number, String what) {
        if (number > 0) {
            leftOut.add(number + " more " + what + (number == 1 ? " is" : "s are") + " not drawn");
        }
    }

    private interface Drawing {
        void draw() throws IOException;
    }

    private void attempt(String what, Drawing drawing) {
        try {
            drawing.draw();
        } catch (IOException | RuntimeException e) { // the chart library refuses ranges that no double can span
            remarks.add("not drawn: " + what + ": " + e.getMessage());
        }
    }

    private void drawTrials(String path, Map<String, double[]> columns) throws IOException {
        Optional<Trials> found = Trials.of(columns);
        if (found.isEmpty()) {
            return;
        }
        boolean isCut = found.get().count() > mostTrials; // one more than are drawn was asked for
        Trials trials = isCut ? found.get().first(mostTrials) : found.get();
        save(new TrialsFigure(trials, isCut).draw(title(path)), path);
        if (isCut) {
            leftOut.add("of " + path + ", only the first " + mostTrials + " trials are drawn");
        }
    }

    private void drawObject(AlfObject object) throws IOException {
        if (object.name().equals("trials") && drawTrialArrays(object)) {
            return;
        }
        Optional<NumPyArray> times = object.times();
        if (object.name().equals("spikes") && times.isPresent()) {
            drawSpikes(object, times.get());
            return;
        }
        boolean timed = false;
        for (Map.Entry<String, NumPyArray> each : object.arrays().entrySet()) {
            NumPyArray array = each.getValue();
            String name = each.getKey();
            if ((times.isPresent() && array == times.get()) || !array.isNumeric()) {
                continue;
            }
            boolean matches = times.isPresent()
                    && !array.dimensions().isEmpty()
                    && array.dimensions().get(0).equals(times.get().dimensions().get(0));
            if (matches && SignalFigure.canDraw(array)) {
                timed |= drawSignal(object, name, array, times.get());
            } else if (name.endsWith("times") && array.dimensions().size() == 1) {
                events.add(object.path(name), array);
            } else if (name.endsWith("intervals") && AlfObject.isPairs(array)) {
                distributions.add(object.path(name) + ", duration (s)", false, () -> new Durations(array));
            } else {
                addDistribution(object.path(name), name, array);
            }
        }
        if (times.isPresent() && !timed) {
            events.add(object.path(object.arrays().containsKey("times") ? "times" : "timestamps"), times.get());
        }
    }

    private boolean drawTrialArrays(AlfObject object) throws IOException {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : TRIAL_COLUMNS) {
            NumPyArray array = object.arrays().get(name);
            if (array != null && array.isNumeric() && array.dimensions().size() == 1) {
                columns.put(name, values(array));
            }
        }
        if (Trials.of(columns).isEmpty()) {
            return false;
        }
        drawTrials(object.folder() + object.prefix(), columns);
        return true;
    }

    private double[] values(NumPyArray array) throws IOException {
        double[] values = new double[(int) Math.min(mostTrials + 1L, array.elements())];
        try (Cursor cursor = array.values()) {
            cursor.next(values);
        }
        return values;
    }

    private boolean drawSignal(AlfObject object, String name, NumPyArray array, NumPyArray times) throws IOException {
        Extent extent = Extent.of(times.values());
        if (!extent.isWide() || ++signals > MOST_SIGNALS) {
            return false;
        }
        String path = object.path(name);
        save(new SignalFigure(array, times, extent).draw(title(path), Units.label(object.name(), name)), path);
        return true;
    }

    private void drawSpikes(AlfObject object, NumPyArray times) throws IOException {
        String attribute = object.arrays().containsKey("depths") ? "depths" : "clusters";
        NumPyArray along = object.arrays().get(attribute);
        Extent time = Extent.of(times.values());
        if (along == null || !along.isNumeric() || along.elements() != times.elements() || !time.isWide()) {
            events.add(object.path("times"), times);
            return;
        }
        String path = object.folder() + object.prefix();
        Extent found = Extent.of(along.values());
        double aside = along.isWhole() ? 0.5 : found.isWide() ? 0 : 1; // a row around each whole number
        if (found.count() > 0) {
            Extent extent = new Extent(found.min() - aside, found.max() + aside, found.count());
            String label = attribute.equals("depths") ? "depth on the probe (µm)" : "cluster";
            save(new SpikesFigure(times, time).draw(title(path), along, extent, label), path);
        }
        NumPyArray amplitudes = object.arrays().get("amps");
        if (amplitudes != null && amplitudes.isNumeric()) {
            addDistribution(object.path("amps"), "amps", amplitudes);
        }
    }

    /** Of all values; of the columns apart, where there are a few. Amplitudes are volts, and small. */
    private void addDistribution(String path, String attribute, NumPyArray array) throws IOException {
        boolean columns = array.dimensions().size() == 2 && array.dimensions().get(1) <= APART;
        for (long i = 0; i < (columns ? array.dimensions().get(1) : 1); i++) {
            long column = i;
            DistributionsFigure.Values values = columns ? () -> array.column(column) : array::values;
            if (attribute.equals("amps")) {
                distributions.add(path + " (µV)", false, () -> new Scaled(values.open(), 1e6));
            } else {
                distributions.add(path + (columns ? " [:, " + column + "]" : ""), array.isWhole(), values);
            }
        }
    }

    private void drawPicture(String path, Picture picture) throws IOException {
        String remark = picture.shape() + " pixels, " + picture.format()
                + (picture.note().isEmpty() ? "" : ", " + picture.note());
        int height = (int) Math.min(700, 968.0 * picture.height() / picture.width());
        Figure figure = new Figure(title(path), remark, Figure.TOP + height + 16);
        figure.picture(picture.thumbnail(2_000), Figure.TOP, height);
        save(figure, path);
    }

    private String title(String what) {
        return session.equals(what) ? what : session + " — " + what;
    }

    /** Named by number, so that a listing has them in order, and by what is drawn. */
    private void save(Figure figure, String what) throws IOException {
        String name = what.replaceAll("\\.[A-Za-z0-9]{2,7}$", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        String short_ = name.length() <= 80 ? name : name.substring(name.length() - 80);
        Path file = folder.resolve(String.format(Locale.ROOT, "%02d-%s.png", drawn.size() + 1, short_));
        figure.save(file);
        drawn.add(file);
    }
}
