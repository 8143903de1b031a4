package org.alyxtransfer.cli.transfer;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.dataset.TimeSpan;

/**
 * Shows how a transfer goes: one line redrawn in place on a terminal, a plain line now and then elsewhere.
 *
 * <p>Whoever prints something else meanwhile does it through {@link #above}. Closing leaves a clean line.
 */
final class ProgressDisplay implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final long REDRAW_MILLIS = 200;
    private static final long PLAIN_MILLIS = 10_000;
    private static final double WEIGHT_OF_NOW = 0.2; // smooths the speed over about a second

    private final Tally tally;
    private final PrintWriter out;
    private final boolean live;
    private final int columns;
    private final boolean registers;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final long started = System.nanoTime();
    private long lastBytes;
    private long lastTime = started;
    private double speed;

    private ProgressDisplay(Tally tally, Surroundings surroundings, boolean live, boolean registers) {
        this.tally = tally;
        this.out = live ? surroundings.out() : surroundings.err();
        this.live = live;
        this.columns = surroundings.columns();
        this.registers = registers;
    }

    /** Starts showing; the tally is read under its own lock. */
    static ProgressDisplay start(
            Tally tally, Surroundings surroundings, boolean live, boolean shown, boolean registers) {
        ProgressDisplay display = new ProgressDisplay(tally, surroundings, live, registers);
        if (!shown) {
            return display;
        }
        long pause = live ? REDRAW_MILLIS : PLAIN_MILLIS;
        display.clock.scheduleAtFixedRate(display::draw, pause, pause, TimeUnit.MILLISECONDS);
        return display;
    }

    /** Prints something that stays, above the live line. */
    void above(Runnable print) {
        synchronized (tally) {
            if (live) {
                out.print(CLEAR_LINE);
                out.flush();
            }
            print.run();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (tally) {
            if (live) {
                out.print(CLEAR_LINE);
                out.flush();
            }
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void draw() {
        synchronized (tally) {
            if (clock.isShutdown()) {
                return;
            }
            long now = System.nanoTime();
            double sinceLast = (tally.movedBytes() - lastBytes) * 1e9 / Math.max(1, now - lastTime);
            boolean settled = live && speed > 0;
            speed = settled ? speed + WEIGHT_OF_NOW * (sinceLast - speed) : sinceLast;
            lastBytes = tally.movedBytes();
            lastTime = now;
            String line = line();
            if (live) {
                out.print(CLEAR_LINE + (line.length() < columns ? line : line.substring(0, columns - 1)));
                out.flush();
            } else {
                out.println(line);
            }
        }
    }

    /** {@code  42%  1.2 of 2.9 GiB  312/840 files  118 MiB/s  ETA 14 s  16 in flight  40 to register  1 retry}. */
    private String line() {
        long planned = tally.plannedBytes();
        long left = Math.max(0, planned - tally.movedBytes());
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT, "%3d%%", planned == 0 ? 0 : Math.min(100, tally.movedBytes() * 100 / planned)));
        add(line, Figures.bytes(tally.movedBytes()) + " of " + Figures.bytes(planned));
        add(line, tally.doneFiles() + "/" + Figures.count(tally.plannedFiles(), "file"));
        add(line, Figures.speed(speed));
        if (speed > 1 && left > 0) {
            add(line, "ETA " + TimeSpan.shown(Duration.ofMillis((long) (left * 1000.0 / speed))));
        }
        add(line, tally.inFlight() + " in flight");
        if (registers) {
            add(line, tally.backlog() + " to register");
        }
        if (tally.retries() > 0) {
            add(line, tally.retries() + " retried");
        }
        if (tally.failed() > 0) {
            add(line, tally.failed() + " failed");
        }
        return line.toString();
    }

    private static void add(StringBuilder line, String part) {
        line.append("  ").append(part);
    }
}
