package org.alyxtransfer.storage.jcifs;

/** A file open on one lane, and what it looked like when it was opened. Worthless once its lane is gone. */
final class Handle {
    private final Lane lane;
    private final byte[] id;
    private final RemoteAttributes opened;

    Handle(Lane lane, byte[] id, RemoteAttributes opened) {
        this.lane = lane;
        this.id = id;
        this.opened = opened;
    }

    Lane lane() {
        return lane;
    }

    /** The server's name for it; not copied, nobody writes to it. */
    byte[] id() {
        return id;
    }

    RemoteAttributes opened() {
        return opened;
    }

    boolean isUsable() {
        return lane.isUsable();
    }
}
