package salvor.workbench.evidence;

import java.util.BitSet;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Several;

/**
 * Chooses several rows of the table at once. The table of the toolkit would keep an object for
 * each; here a bit is kept, so that all of ten million can be chosen. Another order or another
 * filter ends the choice: nothing is chosen that is not in the table.
 */
final class TableChoice {
  private final Selection selection;
  private RowOrder order;
  private BitSet places = new BitSet();
  private int anchor = -1;
  private boolean choosing;

  TableChoice(Selection selection, RowOrder order) {
    this.selection = selection;
    this.order = order;
    selection
        .row()
        .subscribe(_ -> {
          if (!choosing) {
            anchor = -1;
          }
        });
  }

  void show(RowOrder next) {
    order = next;
    anchor = -1;
    places = new BitSet();
    if (selection.several().get() != Several.NONE) {
      selection.select(selection.row().get());
    }
  }

  /** Chooses one row alone. */
  void only(int place) {
    if (place >= 0 && place < order.size()) {
      selection.select(order.row(place));
      anchor = place;
    }
  }

  /** Chooses everything from where the choice began to a place. */
  void extend(int place) {
    int from = anchor();
    if (place >= 0 && place < order.size()) {
      BitSet next = new BitSet();
      int first = from < 0 ? place : from;
      next.set(Math.min(first, place), Math.max(first, place) + 1);
      choose(next, place, first);
    }
  }

  /** Chooses a place too, or no longer; what is left is shown by its last. */
  void toggle(int place) {
    if (place < 0 || place >= order.size()) {
      return;
    }
    BitSet next = new BitSet();
    if (selection.several().get() == Several.NONE) {
      int now = current();
      if (now >= 0) {
        next.set(now);
      }
    } else {
      next.or(places);
    }
    next.flip(place);
    if (next.isEmpty()) {
      selection.clear();
    } else {
      choose(next, next.get(place) ? place : next.length() - 1, place);
    }
  }

  /** Chooses every row of the table. */
  void all() {
    if (order.size() > 0) {
      BitSet next = new BitSet();
      next.set(0, order.size());
      choose(next, Math.max(0, current()), Math.max(0, anchor()));
    }
  }

  private void choose(BitSet next, int lead, int begin) {
    choosing = true;
    places = next;
    anchor = begin;
    selection.select(order.row(lead), new Several(next, order::row));
    choosing = false;
  }

  /** How many rows the table has. */
  int size() {
    return order.size();
  }

  /** Where the choice began. */
  int anchor() {
    return anchor >= 0 ? anchor : current();
  }

  /** The place of the row that the other views show; -1 when the table does not have it. */
  int current() {
    int row = selection.row().get();
    return row < 0 ? -1 : order.index(row);
  }

  boolean has(int place) {
    return selection.several().get() != Several.NONE && places.get(place);
  }
}
