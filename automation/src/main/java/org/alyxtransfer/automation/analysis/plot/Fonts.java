package org.alyxtransfer.automation.analysis.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/** Whether this computer can draw text at all: a server without fonts cannot, and Java tells it by errors of many classes. */
final class Fonts {
    private Fonts() {}

    /** Fails with {@code UNSUPPORTED} and what to install. */
    static void require() {
        System.setProperty("java.awt.headless", "true"); // a JDK without a window system's libraries would try them
        double width;
        try {
            width = new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                    .getStringBounds("0.5 s", new FontRenderContext(null, true, true))
                    .getWidth();
        } catch (RuntimeException | Error e) {
            throw missing(e);
        }
        if (!(width > 0)) {
            throw missing(null);
        }
    }

    private static TransferException missing(@Nullable Throwable cause) {
        return new TransferException(
                Kind.UNSUPPORTED,
                "plots",
                "no fonts are installed, so nothing was drawn (the summary is complete). As root:"
                        + " apt-get install fontconfig fonts-dejavu-core libfreetype6, or bin/setup",
                cause);
    }
}
