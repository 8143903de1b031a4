package org.alyxtransfer.storage.jcifs;

import java.lang.reflect.Field;
import java.util.Optional;
import jcifs.SmbTransport;
import jcifs.internal.SmbNegotiationResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialect that a server chose, reached by reflection: jcifs-ng 2.1.10 keeps it to itself. */
final class LaneDialect {
    private static final Logger log = LoggerFactory.getLogger(LaneDialect.class);
    private static final String FIELD = "negotiated"; // of jcifs.smb.SmbTransportImpl

    private LaneDialect() {}

    /** Empty where the field cannot be reached. */
    static Optional<Dialect> of(SmbTransport transport) {
        try {
            Field field = transport.getClass().getDeclaredField(FIELD);
            field.setAccessible(true);
            return field.get(transport) instanceof SmbNegotiationResponse answer
                    ? Dialect.of(answer.getSelectedDialect())
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("the dialect of a lane is out of reach", e);
            return Optional.empty();
        }
    }
}
