package salvor.workbench.triage;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;
import salvor.casefile.Acceptance;
import salvor.triage.WorkloadFindings;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.VerdictMark;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;
import salvor.workbench.wording.Words;
import salvor.workload.WorkloadRef;

/** A workload's heading, or a finding: in three lines, and with all its words when it is chosen. */
final class FindingCell extends ListCell<FindingRow> {
  private static final int LIMIT = 240;

  /** The most pressing steps; a screen reader is told all. */
  private static final int STEPS = 3;

  private final FindingsViewModel model;
  private final VerdictMark mark = new VerdictMark();
  private final Label title = Controls.paragraph("", "finding-title");
  private final Label severity = Controls.label("", "severity");
  private final Label command = Controls.paragraph("", "finding-command");
  private final Label pod = Controls.label("", "muted");
  private final Label when = Controls.paragraph("", "muted");
  private final Label decided = Controls.paragraph("", "finding-accepted");
  private final VBox more = new VBox();
  private final VBox card;
  private final Region arrow = Controls.icon("icon-open");
  private final Label workload = Controls.label("", "finding-workload");
  private final Label pods = Controls.label("", "muted");
  private final Label count = Controls.label("", "muted");
  private final Label worst = Controls.label("", "severity");
  private final VBox heading;

  FindingCell(FindingsViewModel model) {
    this.model = model;
    getStyleClass().add("finding-cell");
    HBox head = new HBox(8, mark, title, Controls.spring(), severity);
    HBox.setMargin(mark, new Insets(3, 0, 0, 0));
    severity.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
    pod.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    more.getStyleClass().add("finding-more");
    decided.setGraphic(Controls.icon("icon-check"));
    decided.managedProperty().bind(decided.visibleProperty());
    card = new VBox(head, command, pod, when, decided, more);
    card.getStyleClass().add("finding");
    HBox first = new HBox(7, arrow, workload, Controls.spring(), count, worst);
    first.setAlignment(Pos.CENTER_LEFT);
    workload.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    pods.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    count.setMinWidth(USE_PREF_SIZE);
    worst.setMinWidth(USE_PREF_SIZE);
    heading = new VBox(1, first, pods);
    heading.getStyleClass().add("finding-heading");
    setPrefWidth(0);
    selectedProperty().subscribe(_ -> show());
  }

  @Override
  protected void updateItem(@Nullable FindingRow row, boolean empty) {
    super.updateItem(row, empty);
    setText(null);
    show();
  }

  private void show() {
    getStyleClass().removeAll("finding-group", "finding-dimmed");
    switch (isEmpty() ? null : getItem()) {
      case FindingRow.Heading(WorkloadFindings of, boolean open) -> heading(of, open);
      case FindingRow.Card shown -> card(shown);
      case FindingRow.Apart(int findings, boolean open) -> apart(findings, open);
      case null -> {
        setGraphic(null);
        setAccessibleText(null);
      }
    }
  }

  /** What needs no more attention has no severity: it is counted, and its cards say theirs. */
  private void apart(int findings, boolean open) {
    getStyleClass().add("finding-group");
    arrow.getStyleClass().setAll("icon", open ? "icon-open" : "icon-closed");
    workload.setText("Accepted as normal");
    pods.setText("");
    pods.setManaged(false);
    count.setText(Moments.count(findings));
    worst.setText("");
    worst.getStyleClass().setAll("label");
    setAccessibleText(
        "Accepted as normal, "
            + Moments.count(findings, "finding")
            + (open ? ", open" : ", closed"));
    setGraphic(heading);
  }

  private void heading(WorkloadFindings of, boolean open) {
    getStyleClass().add("finding-group");
    arrow.getStyleClass().setAll("icon", open ? "icon-open" : "icon-closed");
    workload.setText(name(of));
    pods.setText(
        of.pods().size() > 1
            ? Moments.count(of.pods().size(), "pod")
            : of.pods().isEmpty() ? "" : VisibleText.of(of.pods().first(), LIMIT));
    pods.setManaged(!pods.getText().isEmpty());
    count.setText(Moments.count(of.findings().size()));
    severity(worst, of.severity());
    setAccessibleText(
        name(of)
            + ", "
            + Moments.count(of.findings().size(), "finding")
            + ", "
            + Words.severity(of.severity())
            + (open ? ", open" : ", closed"));
    setGraphic(heading);
  }

  private static String name(WorkloadFindings of) {
    WorkloadRef ref = of.workload();
    String place = of.place();
    if (of.cluster() != null) {
      place = of.cluster() + ": " + (ref != null ? ref.namespace() + "/" + ref.name() : place);
    } else if (ref != null) {
      return VisibleText.of(ref.namespace() + "/" + ref.name(), LIMIT);
    }
    return place == null ? "No workload given" : VisibleText.of(place, LIMIT);
  }

  /** Its workload, which no heading says here, and its pod. */
  private static String place(WorkloadFindings of, String pod) {
    String name = name(of);
    return pod.isEmpty() || name.endsWith(pod) ? name : name + ", " + pod;
  }

  private void card(FindingRow.Card shown) {
    FindingWords words = model.words(shown);
    if (shown.dimmed()) {
      getStyleClass().add("finding-dimmed");
    }
    mark.show(words.drawn());
    title.setText(words.title());
    severity(severity, shown.finding().severity());
    boolean lesser = shown.apart() || shown.finding().severity() != shown.of().severity();
    severity.setManaged(lesser); // else it is that of the heading
    severity.setVisible(lesser);
    command.setText(isSelected() ? words.subject() : words.brief());
    boolean withPod = shown.apart() || (shown.of().pods().size() > 1 && !words.pod().isEmpty());
    pod.setText(shown.apart() ? place(shown.of(), words.pod()) : words.pod());
    pod.setManaged(withPod);
    pod.setVisible(withPod);
    when.setText(words.when());
    details(shown, words);
    Acceptance accepted = shown.accepted();
    setAccessibleText(
        (shown.dimmed() ? "Left out by the filter: " : "")
            + words.spoken()
            + (accepted == null ? "" : AcceptedWords.spoken(accepted)));
    setGraphic(card);
  }

  /** How far it was accepted; of the chosen one all words. */
  private void details(FindingRow.Card shown, FindingWords words) {
    Acceptance accepted = shown.accepted();
    List<String> reasons =
        accepted == null || !isSelected() ? List.of() : AcceptedWords.reasons(accepted);
    boolean signed = shown.apart() && !reasons.isEmpty(); // the first reason says it is accepted
    decided.setVisible(accepted != null);
    decided.setText(
        signed ? reasons.getFirst() : accepted == null ? "" : AcceptedWords.brief(accepted));
    more.getChildren().clear();
    more.setManaged(isSelected());
    if (isSelected()) {
      reasons.stream()
          .skip(signed ? 1 : 0)
          .forEach(line -> more.getChildren().add(Controls.paragraph(line, "finding-next")));
      more.getChildren().add(Controls.paragraph(words.why(), "finding-why"));
      words.next().stream()
          .limit(STEPS)
          .forEach(
              step -> more.getChildren().add(Controls.paragraph("\u2192 " + step, "finding-next")));
      if (!words.missing().isEmpty()) {
        more.getChildren()
            .add(
                Controls.paragraph(
                    "Missing: " + String.join("; ", words.missing()) + ".", "finding-next"));
      }
    }
  }

  private static void severity(Label label, Severity of) {
    label.setText(Words.severity(of));
    label
        .getStyleClass()
        .setAll("label", "severity", "severity-" + of.name().toLowerCase(Locale.ROOT));
  }
}
