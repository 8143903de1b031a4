package org.alyxtransfer.storage.jcifs;

import java.lang.reflect.Field;
import jcifs.SmbSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a session from signing what it sends, for {@link Signing#OFF}.
 *
 * <p>jcifs-ng 2.1.10 signs every request once the server has signed its last answer of the login, which Samba always
 * does; no setting of jcifs-ng prevents it. The login and the connection to the share stay signed. Where the field cannot
 * be reached the session goes on signing.
 */
final class LaneSigning {
    private static final Logger log = LoggerFactory.getLogger(LaneSigning.class);
    private static final String FIELD = "digest"; // of jcifs.smb.SmbSessionImpl

    private LaneSigning() {}

    static void stop(SmbSession session) {
        try {
            Field field = session.getClass().getDeclaredField(FIELD);
            field.setAccessible(true);
            field.set(session, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("a session goes on signing", e);
        }
    }
}
