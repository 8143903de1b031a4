package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lists, page by page: a page is asked for when the one before it has been used up.
 *
 * <p>Alyx's lists have weak orders, so rows may shift between pages while others write. Each row is given once (told by
 * its key, remembered for the latest {@value #REMEMBERED} rows); when the count changed or rows are missing at the end,
 * the list is read a second time for what was missed, and if it is then still unsteady a warning is logged.
 */
final class Pages {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final int REMEMBERED = 65_536; // about 6 MB of ids

    private final Calls calls;
    private final Duration timeout;

    Pages(Calls calls, Duration timeout) {
        this.calls = calls;
        this.timeout = timeout;
    }

    <T> Flux<T> list(String path, Query query, int pageSize, Function<Fields, T> reader, Function<T, Object> key) {
        return Flux.defer(() -> {
            Cursor cursor = new Cursor(path);
            return Flux.<Long>generate(cursor::next)
                    .concatMap(
                            offset -> page(path, query.with("limit", pageSize).with("offset", offset))
                                    .map(page -> cursor.unseen(page, reader, key))
                                    .flatMapIterable(rows -> rows),
                            0); // no prefetch: a page nobody wants is not asked for
        });
    }

    private Mono<Page> page(String path, Query query) {
        Call call = Call.get(query.after(path), timeout);
        return calls.repeating(call).map(body -> Page.read(body, calls.where(call)));
    }

    /** The rows of one answer, how many the list has in all, and whether more follow. */
    private record Page(List<Fields> rows, long count, boolean hasNext) {
        static Page read(JsonNode body, String where) {
            Fields fields = Fields.of(body, where);
            Long count = fields.number("count");
            if (count == null || !body.path("results").isArray()) {
                throw new TransferException(Kind.GARBLED, where, "the answer is no list: it lacks count or results");
            }
            // "next" itself is never followed: it may name another host, and the token goes with it
            return new Page(
                    fields.objects("results"), count, !fields.text("next").isEmpty());
        }
    }

    /** Where one reading of a list stands; used by one page at a time. */
    private static final class Cursor {
        private final String path;
        private final Set<Object> seen = new LinkedHashSet<>();
        private long offset;
        private long given;
        private long count = -1;
        private int pages;
        private boolean isUnsteady;
        private boolean isSecondReading;
        private boolean isDone;

        Cursor(String path) {
            this.path = path;
        }

        void next(reactor.core.publisher.SynchronousSink<Long> sink) {
            if (isDone) {
                sink.complete();
            } else {
                sink.next(offset);
            }
        }

        <T> List<T> unseen(Page page, Function<Fields, T> reader, Function<T, Object> key) {
            isUnsteady |= count >= 0 && page.count() != count;
            count = page.count();
            pages++;
            offset += page.rows().size(); // not the limit: Alyx silently caps it
            List<T> fresh = page.rows().stream()
                    .map(reader)
                    .filter(row -> isNew(key.apply(row)))
                    .toList();
            given += fresh.size();
            if (!page.hasNext() || page.rows().isEmpty() || offset >= count) {
                endOfReading();
            }
            return fresh;
        }

        private boolean isNew(Object key) {
            if (!seen.add(key)) {
                return false;
            }
            if (seen.size() > REMEMBERED) {
                seen.remove(seen.iterator().next());
            }
            return true;
        }

        private void endOfReading() {
            boolean isComplete = pages == 1 || (!isUnsteady && given >= count);
            if (!isComplete && !isSecondReading && given < REMEMBERED) {
                isSecondReading = true;
                isUnsteady = false;
                offset = 0;
                return;
            }
            isDone = true;
            if (!isComplete && (isUnsteady || given < count)) {
                LOG.warn(
                        "{} changed while it was read: {} rows given, {} counted; ask again for all",
                        path,
                        given,
                        count);
            }
        }
    }
}
