package salvor.workbench.cluster;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Siblings.Likeness;
import salvor.custody.SigningKey;
import salvor.workbench.collection.CollectSheet;
import salvor.workbench.collection.CollectViewModel;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.containment.Candidate;
import salvor.workbench.containment.IsolateSheet;
import salvor.workbench.containment.MeasureChoice;
import salvor.workbench.containment.MeasureSheet;
import salvor.workbench.containment.MeasuresViewModel;
import salvor.workbench.fx.Controls;
import salvor.workbench.wording.VisibleText;

/** What can be done to the chosen pod: by a button, a menu, a key, and by its name. */
final class ContainActs {
  private static final int LIMIT = 300;
  private static final List<MeasureChoice> BY_NAME =
      List.of(
          MeasureChoice.HOLD,
          MeasureChoice.BLOCK,
          MeasureChoice.DENY_IMAGE,
          MeasureChoice.REVOKE,
          MeasureChoice.DELETE);
  private final LiveViewModel model;
  private final Supplier<List<PodRow>> together;
  private final Consumer<List<Path>> opener;
  private Subscription waiting = Subscription.EMPTY;

  /**
   * @param together the pods that are chosen together in the table
   * @param opener opens evidence
   */
  ContainActs(LiveViewModel model, Supplier<List<PodRow>> together, Consumer<List<Path>> opener) {
    this.model = model;
    this.together = together;
    this.opener = opener;
  }

  /** The command that isolates the chosen pod. */
  Command isolating(Node owner) {
    return Command.of(
            "pods.isolate",
            Menus.CLUSTER,
            "Isolate the chosen pods\u2026",
            "Shift+I",
            "Shows first what would be sent, and what would still pass",
            () -> known(owner, this::isolate))
        .when(() -> model.pages().page().get() != null);
  }

  /** The command that takes evidence from the chosen pods. */
  Command collecting(Node owner) {
    return Command.of(
            "pods.collect",
            Menus.CLUSTER,
            "Collect from the chosen pods\u2026",
            "Shift+C",
            "Shows first what would be taken, by which way, and what stays behind",
            () -> known(owner, this::collect))
        .when(() -> model.pages().page().get() != null);
  }

  /** The commands for the other measures: all of them, and some by their own names. */
  List<Command> measuring(Node owner) {
    List<Command> all = new ArrayList<>();
    all.add(
        measuring(
            "pods.measure",
            "Other measures for the chosen pods\u2026",
            "Shift+M",
            "Hold, block, deny the image, cordon, scale, revoke, delete: shows first what each does",
            owner,
            MeasureChoice.HOLD));
    for (MeasureChoice choice : BY_NAME) {
      all.add(
          measuring(
              "pods." + choice.word(),
              choice.title() + "\u2026",
              "",
              choice.does() + " " + choice.doesNot(),
              owner,
              choice));
    }
    return all;
  }

  private Command measuring(
      String id, String name, String keys, String meaning, Node owner, MeasureChoice choice) {
    return Command.of(
            id,
            Menus.CLUSTER,
            name,
            keys,
            meaning,
            () -> known(owner, (node, page) -> measure(node, page, choice)))
        .when(() -> model.pages().page().get() != null);
  }

  private void measure(Node owner, PodPage page, MeasureChoice choice) {
    MeasuresViewModel measures = model.measures();
    MeasureSheet.open(owner, measures.measuring(candidates(page), uids(page), choice), measures);
  }

  /** The same as items of the menu of a table. */
  List<MenuItem> menuItems(Node owner) {
    MenuItem collect = new MenuItem("Collect\u2026  (Shift+C)");
    collect.setId("pods-collect");
    collect.setOnAction(_ -> known(owner, this::collect));
    MenuItem isolate = new MenuItem("Isolate\u2026  (Shift+I)");
    isolate.setId("pods-isolate");
    isolate.setOnAction(_ -> known(owner, this::isolate));
    MenuItem measure = new MenuItem("Other measures\u2026  (Shift+M)");
    measure.setId("pods-measure");
    measure.setOnAction(_ -> known(owner, (node, page) -> measure(node, page, MeasureChoice.HOLD)));
    return List.of(isolate, collect, measure);
  }

  /** The same as buttons on the page of the pod. */
  List<Button> buttons() {
    Button isolate =
        button(
            "_Isolate\u2026", "Shows what would cut this pod off, and sends nothing yet (Shift+I)");
    isolate.setId("pod-isolate");
    isolate.setOnAction(_ -> known(isolate, this::isolate));
    Button collect =
        button(
            "C_ollect\u2026",
            "Shows what would be taken from this pod, and takes nothing yet (Shift+C)");
    collect.setId("pod-collect");
    collect.setOnAction(_ -> known(collect, this::collect));
    Button measure =
        button(
            "_Measures\u2026",
            "Shows what else can be done to this pod, and sends nothing yet (Shift+M)");
    measure.setId("pod-measure");
    measure.setOnAction(
        _ -> known(measure, (node, page) -> measure(node, page, MeasureChoice.HOLD)));
    return List.of(isolate, collect, measure);
  }

  private static Button button(String text, String meaning) {
    Button button = new Button(text);
    Controls.explain(button, meaning);
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }

  /** Opens a sheet as soon as it is known who else runs the image. */
  private void known(Node owner, BiConsumer<Node, PodPage> open) {
    waiting.unsubscribe();
    PodPage page = model.pages().page().get();
    if (page == null) {
      return;
    }
    if (page.known() != null) {
      open.accept(owner, page);
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
                open.accept(owner, now);
              }
            });
  }

  private void isolate(Node owner, PodPage page) {
    MeasuresViewModel measures = model.measures();
    IsolateSheet.open(owner, measures.isolating(candidates(page), uids(page)), measures);
  }

  private void collect(Node owner, PodPage page) {
    CollectViewModel collecting =
        new CollectViewModel(
            model.live(),
            model.acting(),
            model.measures().toolbox(),
            candidates(page),
            uids(page),
            SigningKey.ofUser(),
            model.jobs(),
            model.fx(),
            InstantSource.system());
    CollectSheet.open(owner, collecting, opener);
  }

  private Set<String> uids(PodPage page) {
    Set<String> chosen = new LinkedHashSet<>();
    chosen(page).forEach(row -> chosen.add(row.pod().uid()));
    return chosen;
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
