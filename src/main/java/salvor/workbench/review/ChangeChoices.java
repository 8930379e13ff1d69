package salvor.workbench.review;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.report.CaseReview;
import salvor.report.CaseReview.Part;
import salvor.report.ChangeSet;
import salvor.review.ReviewedAct;
import salvor.workbench.fx.NewestFirst;

/** What a review proposes to change, and what of it is chosen: all at first. */
final class ChangeChoices {
  private record Wanted(CaseReview review, Set<Part> left) {}

  private final NewestFirst<Wanted, CaseReview.Prepared> preparing;
  private final ReadOnlyObjectWrapper<CaseReview.@Nullable Prepared> prepared =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyIntegerWrapper turned = new ReadOnlyIntegerWrapper();
  private final Set<Part> left = new HashSet<>();
  private List<Change> changes = List.of();
  private @Nullable CaseReview review;

  ChangeChoices(Jobs jobs, Executor fx, Consumer<Throwable> failed) {
    preparing =
        new NewestFirst<>(
            "Choosing changes",
            jobs,
            fx,
            true,
            (wanted, progress) -> wanted.review().without(wanted.left(), progress),
            prepared::set,
            failed);
  }

  /** Shows what another review proposes; all of it is chosen. */
  void show(CaseReview now, CaseReview.Prepared all) {
    review = now;
    left.clear();
    changes = ChangeList.of(now, all);
    prepared.set(all);
  }

  /** Another review is on its way. */
  void forget() {
    preparing.forget();
  }

  /** What to change, line by line. */
  List<Change> changes() {
    return changes;
  }

  /** The changes that fire on an act. */
  List<Change> catching(ReviewedAct act) {
    BitSet rows = new BitSet();
    act.rowList().forEach(rows::set);
    return changes.stream().filter(change -> meets(change, rows)).toList();
  }

  private static boolean meets(Change change, BitSet rows) {
    for (int i = 0; i < change.caught().limit(); i++) {
      if (rows.get(change.caught().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** What a change belongs to, in words: the rule that a format is of. */
  String above(Change change) {
    for (int i = change.number(); i >= 0; i--) {
      if (changes.get(i).level() < change.level()) {
        return changes.get(i).title() + ", " + changes.get(i).told();
      }
    }
    return "";
  }

  /** Whether it is to be in the change set. */
  boolean isChosen(Change change) {
    return change.part() != null && !left.contains(change.part());
  }

  /** Takes a change, or all below a heading, into the change set, or out of it. */
  void turn(Change change) {
    List<Part> parts = below(change);
    boolean out = parts.stream().noneMatch(left::contains);
    for (Part part : parts) {
      if (out) {
        left.add(part);
      } else {
        left.remove(part);
      }
    }
    if (!parts.isEmpty()) {
      prepared.set(null);
      turned.set(turned.get() + 1);
      if (review != null) {
        preparing.ask(new Wanted(review, Set.copyOf(left)));
      }
    }
  }

  /** What can be chosen of it. */
  List<Part> below(Change change) {
    List<Part> parts = new ArrayList<>();
    if (change.part() != null) {
      parts.add(change.part());
    }
    int at = change.number() + 1;
    while (at < changes.size() && changes.get(at).level() > change.level()) {
      Part part = changes.get(at++).part();
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** How often something was chosen or left out. */
  ReadOnlyIntegerProperty turned() {
    return turned.getReadOnlyProperty();
  }

  /** The text of a change, exactly as it is exported. */
  String text(Change change) {
    CaseReview.Prepared now = prepared.get();
    if (!(change.part() instanceof Part.Policies(var form)) || now == null) {
      return change.text();
    }
    String folder = ChangeSet.folder(form);
    return now.files().entrySet().stream()
        .filter(file -> file.getKey().startsWith(folder))
        .map(file ->
            "# "
                + file.getKey().substring(folder.length())
                + "\n"
                + new String(file.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  /** The change set as it is chosen; null while it is being put together. */
  ReadOnlyObjectProperty<CaseReview.@Nullable Prepared> prepared() {
    return prepared.getReadOnlyProperty();
  }
}
