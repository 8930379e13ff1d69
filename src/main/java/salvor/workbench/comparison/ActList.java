package salvor.workbench.comparison;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.Sighting;
import salvor.workbench.selection.Selection;

/** Which acts of a comparison are listed, and which of them is looked at. */
final class ActList {
  private final ReadOnlyObjectProperty<CompareState> state;
  private final Selection selection;
  private final ReadOnlyObjectWrapper<Set<Presence>> listed =
      new ReadOnlyObjectWrapper<>(EnumSet.of(Presence.ONLY_A, Presence.ONLY_B));
  private final ReadOnlyObjectWrapper<@Nullable ComparedAct> current =
      new ReadOnlyObjectWrapper<>();

  ActList(ReadOnlyObjectProperty<CompareState> state, Selection selection) {
    this.state = state;
    this.selection = selection;
    selection.row().addListener((_, _, _) -> current.set(ofSelected()));
    state.addListener((_, _, _) -> current.set(ofSelected()));
  }

  /** Lists the acts that were done so, or no longer. */
  void list(Presence presence, boolean shown) {
    Set<Presence> now = EnumSet.noneOf(Presence.class);
    now.addAll(listed.get());
    if (shown) {
      now.add(presence);
    } else {
      now.remove(presence);
    }
    listed.set(now);
  }

  /** Which acts are listed. */
  ReadOnlyObjectProperty<Set<Presence>> listed() {
    return listed.getReadOnlyProperty();
  }

  /** The acts that are listed now, in their order. */
  List<ComparedAct> acts() {
    List<ComparedAct> acts = new ArrayList<>();
    if (state.get() instanceof CompareState.Made(Compared it)) {
      List<ComparedAct> all = it.comparison().acts();
      for (int act = 0; act < all.size(); act++) {
        if (it.shows(act) && listed.get().contains(all.get(act).presence())) {
          acts.add(all.get(act));
        }
      }
    }
    return acts;
  }

  /** Selects the next or an earlier act of those listed; after the last the first. */
  void step(int by) {
    List<ComparedAct> acts = acts();
    if (!acts.isEmpty()) {
      int at = acts.indexOf(current.get());
      choose(acts.get(at < 0 ? 0 : Math.floorMod(at + by, acts.size())));
    }
  }

  /** Selects the worst event of an act; where nothing was seen, no event. */
  void choose(ComparedAct act) {
    Sighting leading = act.leading();
    if (leading == null) {
      selection.clear();
    } else {
      selection.select(leading.worstRow());
    }
    current.set(act);
  }

  /** The act that is looked at, null when it is none of these. */
  ReadOnlyObjectProperty<@Nullable ComparedAct> current() {
    return current.getReadOnlyProperty();
  }

  private @Nullable ComparedAct ofSelected() {
    int row = selection.row().get();
    if (row < 0 || !(state.get() instanceof CompareState.Made(Compared it))) {
      return null;
    }
    int act = it.comparison().actOf(row);
    return act < 0 ? null : it.comparison().acts().get(act);
  }
}
