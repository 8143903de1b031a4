package org.alyxtransfer.automation.analysis.plot;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** How many points fall into each cell of a grid, and that as a picture: the darker the more, on a logarithmic scale. */
final class Density {
    private static final Color LEAST = new Color(0xA9CBE6);

    private final int columns;
    private final int rows;
    private final int[] cells;
    private final Color most;

    /**
     * An empty grid.
     *
     * @param most the colour of the fullest cells
     */
    Density(int columns, int rows, Color most) {
        this.most = most;
        this.columns = columns;
        this.rows = rows;
        this.cells = new int[columns * rows];
    }

    /** Counts a point; both from 0, included, to 1, included. */
    void add(double x, double y) {
        if (x >= 0 && x <= 1 && y >= 0 && y <= 1) {
            int column = (int) Math.min(columns - 1, x * columns);
            int row = (int) Math.min(rows - 1, y * rows);
            cells[row * columns + column]++;
        }
    }

    /** The first row at the bottom. */
    BufferedImage picture() {
        BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        int fullest = 1;
        for (int count : cells) {
            fullest = Math.max(fullest, count);
        }
        double scale = Math.log1p(fullest);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int count = cells[row * columns + column];
                double share = fullest == 1 ? count : Math.log1p(count) / scale;
                picture.setRGB(column, rows - 1 - row, count == 0 ? 0xFFFFFF : mixed(share));
            }
        }
        return picture;
    }

    private int mixed(double share) {
        int red = (int) (LEAST.getRed() + share * (most.getRed() - LEAST.getRed()));
        int green = (int) (LEAST.getGreen() + share * (most.getGreen() - LEAST.getGreen()));
        int blue = (int) (LEAST.getBlue() + share * (most.getBlue() - LEAST.getBlue()));
        return red << 16 | green << 8 | blue;
    }
}
