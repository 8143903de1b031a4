package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;

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
