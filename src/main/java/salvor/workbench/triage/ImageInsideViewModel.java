package salvor.workbench.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.FlawWords;
import salvor.triage.ImageInside;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.triage.FlawRow.Part;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workload.ImageReport;

/** What is in one image, in words: what an attacker finds, what is wrong with it, its software. */
public final class ImageInsideViewModel {
  private static final int LIMIT = 400;

  /**
   * What is shown.
   *
   * @param inside null when nothing is known of it
   * @param flaws its vulnerabilities, the worst first
   */
  public record Shown(@Nullable ImageInside inside, List<FlawRow> flaws) {}

  /** What is asked for of these. */
  private record Asked(List<FlawRow> flaws, String words, boolean fixable, boolean differing) {
    List<FlawRow> found(Progress progress) {
      List<String> wanted = words.isEmpty() ? List.of() : List.of(words.split("\\s+"));
      List<FlawRow> found = new ArrayList<>();
      for (int i = 0; i < flaws.size(); i++) {
        progress.at(i, flaws.size(), "Looking through vulnerabilities");
        FlawRow row = flaws.get(i);
        if ((!fixable || row.flaw().isFixed())
            && (!differing || !row.flaw().differences().isEmpty())
            && wanted.stream().allMatch(word -> row.text(Part.ALL).contains(word))) {
          found.add(row);
        }
      }
      return found;
    }
  }

  private final Evidence evidence;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown(null, List.of()));
  private final ReadOnlyObjectWrapper<List<FlawRow>> listed =
      new ReadOnlyObjectWrapper<>(List.of());
  private final StringProperty words = new SimpleStringProperty("");
  private final BooleanProperty fixable = new SimpleBooleanProperty();
  private final BooleanProperty differing = new SimpleBooleanProperty();
  private final NewestFirst<Asked, List<FlawRow>> looking;

  ImageInsideViewModel(Evidence evidence, Jobs jobs, Executor fx) {
    this.evidence = evidence;
    this.looking =
        new NewestFirst<>(
            "Vulnerabilities asked for",
            jobs,
            fx,
            true,
            Asked::found,
            listed::set,
            _ -> listed.set(shown.get().flaws())); // rather all than none
    words.subscribe(_ -> list());
    fixable.subscribe(_ -> list());
    differing.subscribe(_ -> list());
  }

  /** Shows another image. */
  void show(@Nullable ImageInside inside) {
    listed.set(List.of()); // what was asked for of another is none of its
    if (inside == null) {
      shown.set(new Shown(null, List.of()));
    } else {
      FlawWords said = new FlawWords(inside.known().reports());
      List<FlawRow> rows = inside.flaws().stream().map(flaw -> new FlawRow(flaw, said)).toList();
      shown.set(new Shown(inside, rows));
    }
    list();
  }

  private void list() {
    List<FlawRow> all = shown.get().flaws();
    String asked = words.get().toLowerCase(Locale.ROOT).strip();
    if (asked.isEmpty() && !fixable.get() && !differing.get()) {
      looking.forget();
      listed.set(all);
    } else {
      looking.ask(new Asked(all, asked, fixable.get(), differing.get()));
    }
  }

  /** The image that is shown. */
  public ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** Those of its vulnerabilities that are asked for. */
  public ReadOnlyObjectProperty<List<FlawRow>> listed() {
    return listed.getReadOnlyProperty();
  }

  /** Words that must stand in what is listed. */
  public StringProperty words() {
    return words;
  }

  /** Whether only what is fixed in some version is listed. */
  public BooleanProperty fixable() {
    return fixable;
  }

  /** Whether only what reports do not agree on is listed. */
  public BooleanProperty differing() {
    return differing;
  }

  /** How many of the vulnerabilities are listed. */
  public String told() {
    int all = shown.get().flaws().size();
    int left = listed.get().size();
    return left == all ? "" : Moments.count(left) + " of " + Moments.count(all);
  }

  /** What to say where no vulnerability is listed. */
  public String noFlaw() {
    ImageInside inside = shown.get().inside();
    if (inside != null && !inside.flaws().isEmpty()) {
      return "None of " + Moments.count(inside.flaws().size()) + " is asked for.";
    }
    return inside != null && inside.isSearched()
        ? "The reports tell of no vulnerability of this image."
        : "No report tells whether this image is vulnerable. trivy image -f json IMAGE@DIGEST"
            + " and grype IMAGE@DIGEST -o json make one.";
  }

  /** What to say where no program is listed that serves an attacker. */
  public String noTool() {
    ImageInside inside = shown.get().inside();
    if (inside == null || (inside.known().contents().isEmpty() && inside.software().isEmpty())) {
      return "Neither files nor packages of this image are known. Add its archive, or syft"
          + " IMAGE@DIGEST -o json with file.metadata.selection: all.";
    }
    return inside.known().contents().stream().anyMatch(each -> each.complete())
        ? "No shell, no tool and nothing that raises rights is in this image."
        : "Nothing of the kind is listed, but not all files of this image are known.";
  }

  /** What to say of the image as a whole, empty when there is nothing to be wary of. */
  public String caution() {
    ImageInside inside = shown.get().inside();
    return inside != null && inside.known().severalPlatforms()
        ? "These may be of images of several platforms, which have this digest in common."
        : "";
  }

  /** Where a report lies. */
  public String source(ImageReport report) {
    int number = report.source();
    return number < 0 || number >= evidence.sources().size()
        ? ""
        : VisibleText.of(evidence.sources().get(number).path(), LIMIT);
  }
}
