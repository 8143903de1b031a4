package org.alyxtransfer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FolderWalk.Found;
import org.alyxtransfer.plan.FolderWalk.Listing;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.layer.Faults;
import org.alyxtransfer.storage.layer.FaultySource;
import org.alyxtransfer.storage.layer.Operation;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class FolderWalkTest {
    private final MemoryStorage rig = new MemoryStorage(new MemoryBudget(1 << 20));
    private final Faults faults = new Faults();
    private final FileSource faulty = new FaultySource(rig, faults);

    @Test
    void foldersComeDepthFirstInTheOrderOfNames() {
        put("b/y.npy", "b/x.npy", "a/z/1.npy", "a/2.npy", "c.npy");

        assertThat(all(FolderWalk.below(rig, FilePath.ROOT)))
                .extracting(listing -> listing.folder().value(), FolderWalkTest::names)
                .containsExactly(
                        tuple("", List.of("c.npy")),
                        tuple("a", List.of("2.npy")),
                        tuple("a/z", List.of("1.npy")),
                        tuple("b", List.of("x.npy", "y.npy")));
    }

    @Test
    void aFolderThatCannotBeListedIsToldAndTheOthersAreWalked() {
        put("a/1.npy", "b/2.npy", "c/3.npy");
        faults.fail(Operation.LIST, Faults.nth(3), Kind.DENIED); // after the root and a

        List<Listing> listings = all(FolderWalk.below(faulty, FilePath.ROOT));

        assertThat(listings).extracting(listing -> listing.folder().value()).containsExactly("", "a", "b", "c");
        assertThat(listings.get(2).failure())
                .hasValueSatisfying(why -> assertThat(why.kind()).isEqualTo(Kind.DENIED));
        assertThat(names(listings.get(3))).containsExactly("3.npy");
    }

    @Test
    void whatWasToldBeforeAListingBrokeIsNotHidden() {
        put("a/1.npy", "a/deep/2.npy");
        faults.loseAnswer(Operation.LIST, Faults.nth(2), Kind.INVALID);

        List<Listing> listings = all(FolderWalk.below(faulty, FilePath.ROOT));

        assertThat(listings).extracting(listing -> listing.folder().value()).containsExactly("", "a", "a/deep");
        assertThat(listings.get(1).failure()).isPresent();
        assertThat(names(listings.get(1))).containsExactly("1.npy");
    }

    @Test
    void sessionsAreFoundAtAnyDepthAndNotLookedInto() {
        put("lab/Subjects/S1/2022-01-11/001/alf/x.npy", "S2/2022-01-12/2/x.npy", "S2/notes.txt");

        assertThat(sessions(new UploadRoot(faulty, List.of("data"))))
                .extracting(Found.Session::session, Found.Session::folder)
                .containsExactly(
                        tuple(SessionPath.parse("S2/2022-01-12/002"), FilePath.of("S2/2022-01-12/2")),
                        tuple(SessionPath.parse("S1/2022-01-11/001"), FilePath.of("lab/Subjects/S1/2022-01-11/001")));
        assertThat(faults.count(Operation.LIST)).isEqualTo(7); // the root and six folders above sessions
    }

    @Test
    void theRootItselfMayBeASessionOrLieBetweenSubjectAndNumber() {
        put("001/x.npy");

        assertThat(sessions(new UploadRoot(rig, List.of("data", "S1", "2022-01-11"))))
                .extracting(Found.Session::session)
                .containsExactly(SessionPath.parse("S1/2022-01-11/001"));
        assertThat(sessions(new UploadRoot(rig, List.of("data", "S1", "2022-01-11", "003"))))
                .extracting(Found.Session::folder)
                .containsExactly(FilePath.ROOT);
    }

    @Test
    void aFolderAboveSessionsThatCannotBeListedHidesNoOther() {
        put("S1/2022-01-11/001/x.npy", "S2/2022-01-11/001/x.npy");
        faults.fail(Operation.LIST, Faults.nth(2), Kind.DENIED);

        List<Found> found = all(FolderWalk.sessions(new UploadRoot(faulty, List.of("data"))));

        assertThat(found)
                .filteredOn(place -> place instanceof Found.Outside outside
                        && outside.listing().failure().isPresent())
                .hasSize(1);
        assertThat(found)
                .filteredOn(Found.Session.class::isInstance)
                .containsExactly(
                        new Found.Session(SessionPath.parse("S2/2022-01-11/001"), FilePath.of("S2/2022-01-11/001")));
    }

    private void put(String... paths) {
        for (String path : paths) {
            Seeds.put(rig, path, new byte[1]);
        }
    }

    private static List<Found.Session> sessions(UploadRoot root) {
        return all(FolderWalk.sessions(root).ofType(Found.Session.class));
    }

    private static List<String> names(Listing listing) {
        return listing.files().stream().map(FileStat::path).map(FilePath::name).toList();
    }

    private static <T> List<T> all(Flux<T> flux) {
        return Objects.requireNonNull(flux.collectList().block());
    }
}
