package salvor.workbench.cluster;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Siblings.Likeness;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.IsolateSheet;
import salvor.workbench.containment.MeasuresViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** What can be done to the chosen pod: by a button, a menu, a key, and by its name. */
final class ContainActs {
  private static final int LIMIT = 300;
  private final LiveViewModel model;
  private final Supplier<List<PodRow>> together;
  private Subscription waiting = Subscription.EMPTY;

  /**
   * @param together the pods that are chosen together in the table
   */
  ContainActs(LiveViewModel model, Supplier<List<PodRow>> together) {
    this.model = model;
    this.together = together;
  }

  /** The command that isolates the chosen pod. */
  Command isolating(Node owner) {
    return Command.of(
            "pods.isolate",
            Menus.CLUSTER,
            "Isolate the chosen pods\u2026",
            "Shift+I",
            "Shows first what would be sent, and what would still pass",
            () -> isolate(owner))
        .when(() -> model.pages().page().get() != null);
  }

  /** The same as an item of the menu of a table. */
  MenuItem menuItem(Node owner) {
    MenuItem item = new MenuItem("Isolate\u2026  (Shift+I)");
    item.setId("pods-isolate");
    item.setOnAction(_ -> isolate(owner));
    return item;
  }

  /** The same as a button on the page of the pod. */
  Button button() {
    Button button = new Button("_Isolate\u2026");
    Controls.explain(button, "Shows what would cut this pod off, and sends nothing yet (Shift+I)");
    button.setId("pod-isolate");
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> isolate(button));
    return button;
  }

  /** Opens the sheet as soon as it is known who else runs the image. */
  private void isolate(Node owner) {
    waiting.unsubscribe();
    PodPage page = model.pages().page().get();
    if (page == null) {
      return;
    }
    if (page.known() != null) {
      open(owner, page);
      return;
    }
    String uid = page.row().pod().uid();
    waiting =
        model
            .pages()
            .page()
            .subscribe(now -> {
              if (now != null && now.known() != null && now.row().pod().uid().equals(uid)) {
                waiting.unsubscribe();
                open(owner, now);
              }
            });
  }

  private void open(Node owner, PodPage page) {
    MeasuresViewModel measures = model.measures();
    Set<String> chosen = new LinkedHashSet<>();
    chosen(page).forEach(row -> chosen.add(row.pod().uid()));
    IsolateSheet.open(owner, measures.isolating(candidates(page), chosen), measures);
  }

  /** The pod, and those that are chosen together with it; it alone where it is not among them. */
  private List<PodRow> chosen(PodPage page) {
    List<PodRow> all = together.get().stream().filter(Objects::nonNull).toList();
    String uid = page.row().pod().uid();
    return all.stream().anyMatch(row -> row.pod().uid().equals(uid)) ? all : List.of(page.row());
  }

  /** The pod, those chosen with it, and those that run its image, the worst first. */
  private List<Candidate> candidates(PodPage page) {
    Map<String, PodRow> all = new LinkedHashMap<>();
    all.put(page.row().pod().uid(), page.row());
    chosen(page).forEach(row -> all.putIfAbsent(row.pod().uid(), row));
    page.siblings().getOrDefault(Likeness.SAME_IMAGE, List.of()).stream()
        .map(SiblingRow::row)
        .filter(Objects::nonNull)
        .forEach(row -> all.putIfAbsent(row.pod().uid(), row));
    String namespace = page.row().pod().namespace();
    return all.values().stream().map(row -> candidate(row, namespace)).toList();
  }

  private static Candidate candidate(PodRow row, String namespace) {
    @Nullable String quarantine = row.pod().quarantine();
    return new Candidate(
        row.pod().uid(),
        row.pod().namespace(),
        row.pod().namespace().equals(namespace) ? row.name() : row.namespace() + " / " + row.name(),
        row.said(),
        row.drawn(),
        quarantine == null ? null : VisibleText.of(quarantine, LIMIT));
  }
}
