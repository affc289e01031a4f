package org.imprimatur.web;

import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.imprimatur.approval.Refused;
import org.imprimatur.approval.SubjectRef;
import org.imprimatur.assets.UnreadableItems;
import org.imprimatur.inbox.InboxItem;
import org.imprimatur.people.NotPermitted;

/**
 * Keeps one item that cannot be read from failing the list or the page that shows it. The failure is logged with its
 * stack trace, once for each item and each kind of failure.
 */
public final class ItemGuard {

    private ItemGuard() {}

    /**
     * Reads an item. Refusals and a database that is away are thrown on, since they are not about the item.
     *
     * @param item names it in the log: {@code post:<id>}
     * @param reading builds all that is shown of it
     * @return empty when it cannot be read
     */
    public static <T> Optional<T> read(String item, Supplier<? extends T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (UnreadableItem e) {
            return Optional.empty(); // logged where it was read
        } catch (Refused | NotPermitted | InvalidInput e) {
            throw e;
        } catch (RuntimeException e) {
            if (DatabaseAway.in(e).isPresent()) {
                throw e;
            }
            UnreadableItems.log(item, e);
            return Optional.empty();
        } catch (StackOverflowError e) {
            UnreadableItems.log(item, e);
            return Optional.empty();
        }
    }

    /** The tasks whose rows can be displayed, in their order. */
    public static List<InboxItem> readable(List<InboxItem> items) {
        return items.stream()
                .flatMap(item -> read("task " + item.task(), () -> checked(item)).stream())
                .toList();
    }

    /** Ids of the tasks whose rows cannot be displayed. */
    public static List<String> unreadable(List<InboxItem> items) {
        var readable = readable(items);
        return items.stream()
                .filter(item -> !readable.contains(item))
                .map(InboxItem::task)
                .toList();
    }

    /** All that a page derives from the row. */
    private static InboxItem checked(InboxItem item) {
        var subject = SubjectRef.of(item.subject());
        UUID.fromString(subject.id());
        if (item.zone() != null) {
            ZoneId.of(item.zone());
        }
        if (item.hash() != null) {
            HexFormat.of().parseHex(item.hash());
        }
        return item;
    }
}
