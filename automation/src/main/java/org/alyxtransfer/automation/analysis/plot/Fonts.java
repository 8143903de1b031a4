package org.alyxtransfer.automation.analysis.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/** Whether this computer can draw text at all: a server without fonts cannot, and Java tells it by errors of many classes. */
public final class Fonts {
    private Fonts() {}

    /**
     * Fails with {@code UNSUPPORTED} and what to install.
     *
     * @param what is to be drawn
     * @param unharmed what is well without it, for the user to know
     */
    public static void require(String what, String unharmed) {
        System.setProperty("java.awt.headless", "true"); // a JDK without a window system's libraries would try them
        double width;
        try {
            width = new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                    .getStringBounds("0.5 s", new FontRenderContext(null, true, true))
                    .getWidth();
        } catch (RuntimeException | Error e) {
            throw missing(what, unharmed, e);
        }
        if (!(width > 0)) {
            throw missing(what, unharmed, null);
        }
    }

    private static TransferException missing(String what, String unharmed, @Nullable Throwable cause) {
        return new TransferException(
                Kind.UNSUPPORTED,
                what,
                "no fonts are installed, so nothing was drawn (" + unharmed + "). As root:"
                        + " apt-get install fontconfig fonts-dejavu-core libfreetype6, or bin/setup",
                cause);
    }
}
