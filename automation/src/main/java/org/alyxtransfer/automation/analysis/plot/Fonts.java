package org.alyxtransfer.automation.analysis.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Whether this computer can draw text at all: a server without fonts cannot, and Java tells it by an Error from deep within. */
final class Fonts {
    private Fonts() {}

    /** Fails with {@code UNSUPPORTED} and what to install. */
    static void require() {
        System.setProperty("java.awt.headless", "true"); // a JDK without a window system's libraries would try them
        try {
            double width = new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                    .getStringBounds("0.5 s", new FontRenderContext(null, true, true))
                    .getWidth();
            if (width > 0) {
                return;
            }
            throw missing(null);
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw missing(e);
        }
    }

    private static TransferException missing(@org.jspecify.annotations.Nullable Throwable cause) {
        return new TransferException(
                Kind.UNSUPPORTED,
                "plots",
                "no fonts are installed, so nothing was drawn (the summary is complete). As root:"
                        + " apt-get install fontconfig fonts-dejavu-core libfreetype6, or bin/setup",
                cause);
    }
}
