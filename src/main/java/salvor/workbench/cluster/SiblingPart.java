package salvor.workbench.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import salvor.cluster.Siblings.Likeness;
import salvor.live.TriageLog;
import salvor.report.PodWords;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.RecordTable;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/** The siblings of a pod that are alike: which are out of profile as well, then all of them. */
final class SiblingPart extends VBox {
  private static final double HEADING = 36;
  private static final double ROW = 26;
  private static final int MOST_ROWS = 8;
  private static final int NAMED = 3;

  /** How narrow the columns get at most. */
  private static final List<Integer> LEAST = List.of(165, 150, 80, 65);

  private final String words;
  private final String namespace;
  private final PodPagePane.SiblingChoice choice;
  private final Label caption = Controls.paragraph("");
  private final VBox touched = new VBox();
  private final RecordTable<SiblingRow> table;
  private List<SiblingRow> shown = List.of();

  /**
   * Shows none yet.
   *
   * @param namespace of the pod, which need not be told of its siblings
   * @param several whether it is to be told of which of its containers an image is
   */
  SiblingPart(
      Likeness likeness,
      String namespace,
      boolean several,
      PodPagePane.SiblingChoice choice,
      BiConsumer<TriageLog.Subject, TriageLog.State> decide) {
    this.words = PodWords.likeness(likeness);
    this.namespace = namespace;
    this.choice = choice;
    String id = likeness.name().toLowerCase(Locale.ROOT);
    table =
        new RecordTable<SiblingRow>(words, List.of(), SiblingRow::drawn, "")
            .with("Verdict", 245, SiblingRow::said, SiblingRow.WORST_FIRST)
            .with("Who", 190, row -> row.name(namespace))
            .with("Triage", 90, SiblingRow::decided)
            .onChosen(this::choose);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
    if (several) {
      table.with("By", 65, SiblingRow::by);
    }
    for (int i = 0; i < table.getColumns().size(); i++) {
      table.getColumns().get(i).setMinWidth(Scale.px(LEAST.get(i)));
    }
    table.setId("siblings-" + id);
    touched.setId("touched-" + id);
    TriageKeys.on(table, (row, state) -> decide.accept(row.subject(), state));
    getStyleClass().add("live-part");
    getChildren().addAll(caption, touched, table);
  }

  private void choose(SiblingRow row) {
    PodRow pod = row.row();
    if (pod != null) {
      choice.choose(pod);
    }
  }

  /** Shows them as they are now, the worst first; the chosen one stays so. */
  void show(List<SiblingRow> rows) {
    if (rows.equals(shown)) {
      return;
    }
    shown = rows;
    SiblingRow chosen = table.getSelectionModel().getSelectedItem();
    table.show(rows, "");
    double height = Scale.px(HEADING) + Scale.row(ROW) * Math.min(MOST_ROWS, rows.size());
    table.setMinHeight(height);
    table.setPrefHeight(height);
    rows.stream()
        .filter(row -> chosen != null && row.sibling().uid().equals(chosen.sibling().uid()))
        .findFirst()
        .ifPresent(table::follow);
    List<SiblingRow> out = rows.stream().filter(row -> row.drawn().isOut()).toList();
    caption.setText(words + SiblingRow.touched(rows));
    caption.getStyleClass().setAll("label", out.isEmpty() ? "muted" : "failure");
    touched(out);
  }

  /** Names the worst; a link that says the same stays, with the focus. */
  private void touched(List<SiblingRow> out) {
    List<Labeled> named = new ArrayList<>(out.stream().limit(NAMED).map(this::link).toList());
    if (out.size() > NAMED) {
      named.add(Controls.label("and " + Moments.count(out.size() - NAMED) + " more", "muted"));
    }
    if (!texts(named).equals(texts(touched.getChildren()))) {
      touched.getChildren().setAll(named);
      touched.setManaged(!named.isEmpty());
    }
  }

  private static List<String> texts(List<? extends Node> labels) {
    return labels.stream().map(label -> ((Labeled) label).getText()).toList();
  }

  private Labeled link(SiblingRow row) {
    Hyperlink link = new Hyperlink(row.why(namespace));
    link.setWrapText(true);
    Controls.explain(link, "Shows this pod: why it is out of profile");
    link.setOnAction(_ ->
        shown.stream()
            .filter(now -> now.subject().equals(row.subject()))
            .findFirst()
            .ifPresent(this::choose));
    return link;
  }
}
