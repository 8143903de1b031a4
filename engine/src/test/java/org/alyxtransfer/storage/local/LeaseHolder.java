package org.alyxtransfer.storage.local;

import java.nio.file.Path;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.MemoryBudget;
import reactor.core.scheduler.Scheduler;

/** Another process that holds a lease until its input ends. */
final class LeaseHolder {
    private LeaseHolder() {}

    public static void main(String[] arguments) throws Exception {
        Scheduler disk = LocalStorage.newDiskScheduler(1);
        LocalStorage storage = new LocalStorage(Path.of(arguments[0]), new MemoryBudget(1 << 20), disk);
        Lease lease =
                Objects.requireNonNull(storage.lease(FilePath.of(arguments[1])).block());
        System.out.println("held");
        System.in.read();
        Runtime.getRuntime().halt(lease == null ? 1 : 0); // without releasing it
    }
}
