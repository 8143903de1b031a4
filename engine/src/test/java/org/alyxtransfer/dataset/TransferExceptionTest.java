package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;

class TransferExceptionTest {
    @Test
    void aFailureThatHasAKindKeepsIt() {
        TransferException known = new TransferException(Kind.FULL, "share/x.npy", "no space");

        assertThat(TransferException.from(known, "elsewhere")).isSameAs(known);
    }

    @Test
    void anyOtherFailureIsUnexpectedAndKeptAsTheCause() {
        IOException cause = new IOException("odd");

        TransferException told = TransferException.from(cause, "share/x.npy");

        assertThat(told).hasMessage("share/x.npy: odd").hasCause(cause);
        assertThat(told.kind()).isEqualTo(Kind.UNEXPECTED);
        assertThat(told.where()).isEqualTo("share/x.npy");
    }

    @Test
    void aFailureWithoutWordsIsToldByItsName() {
        assertThat(TransferException.from(new ArithmeticException(), "x")).hasMessage("x: ArithmeticException");
    }

    @Test
    void ofSeveralAtOnceTheGravestIsToldAndTheOthersAreKept() {
        TransferException lost = new TransferException(Kind.DISCONNECTED, "x @ 0", "lost");
        TransferException full = new TransferException(Kind.FULL, "x @ 64", "no space");
        TransferException wrong = new TransferException(Kind.CORRUPT, "x @ 128", "other bytes");

        assertThat(TransferException.from(Exceptions.multiple(lost, full), "x"))
                .isSameAs(full)
                .hasSuppressedException(lost);
        assertThat(TransferException.from(Exceptions.multiple(lost, full, wrong), "x"))
                .isSameAs(wrong);
        assertThat(TransferException.from(Exceptions.multiple(lost, new IOException("odd")), "x")
                        .kind())
                .isEqualTo(Kind.UNEXPECTED);
    }

    @Test
    void theSameFailureTwiceIsThatFailure() {
        TransferException full = new TransferException(Kind.FULL, "x", "no space");

        assertThat(TransferException.from(Exceptions.multiple(full, full), "x")).isSameAs(full);
        assertThat(full.getSuppressed()).isEmpty();
    }

    @Test
    void onlyWhatMayPassByItselfIsTemporary() {
        assertThat(Kind.values())
                .filteredOn(Kind::isTemporary)
                .containsExactlyInAnyOrder(
                        Kind.BUSY, Kind.DISCONNECTED, Kind.TIMEOUT, Kind.UNREACHABLE, Kind.THROTTLED, Kind.UNAVAILABLE);
        assertThat(TransferException.isTemporaryFailure(new TransferException(Kind.BUSY, "x", "held")))
                .isTrue();
        assertThat(TransferException.isTemporaryFailure(new IOException("odd"))).isFalse();
    }
}
