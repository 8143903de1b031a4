package org.alyxtransfer.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.Location;

/**
 * Where a session is to be looked for.
 *
 * @param id in Alyx; empty when it has no such session
 * @param folders on this computer
 * @param isDiskComplete whether these should have every file that is to be used
 */
record SessionPlaces(SessionPath session, Optional<UUID> id, List<Location> folders, boolean isDiskComplete) {}
