package salvor.workbench.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Response;
import salvor.timeline.ResponseLayout;
import salvor.timeline.ResponseLayout.Mark;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Controls;
import salvor.workbench.fx.Scale;

/**
 * The lane of what was done about the incident, below those of what was observed and on their axis:
 * a mark for each act, or for several that would cover one another. Each is a button, so that it
 * can be reached by Tab and the arrows, and read out; below them stands what the chosen one says.
 */
final class ResponseStrip extends Region {
  private static final int WIDE = 34;
  private static final int LINE = 20;
  private static final int LISTED = 12;
  private final RulerViewModel model;
  private final List<Button> buttons = new ArrayList<>();
  private final Label title = Controls.label("Response", "response-title");
  private final Label amount = Controls.label("", "muted", "rate-scale");
  private final Label said = Controls.label("", "response-said");
  private final Button earlier = edge("response-earlier");
  private final Button later = edge("response-later");
  private @Nullable Mark chosen;

  ResponseStrip(RulerViewModel model) {
    this.model = model;
    setId("response");
    getStyleClass().add("response");
    setAccessibleRole(AccessibleRole.PARENT);
    said.setId("response-said");
    getChildren().addAll(title, amount, said, earlier, later);
    addEventFilter(KeyEvent.KEY_PRESSED, this::move);
    model.response().subscribe(this::tell);
  }

  /** How high it is, with letters of their present size. */
  int height() {
    return isVisible() ? 2 * Scale.px(LINE) + 2 : 0;
  }

  /** What a screen reader says of it in short. */
  String spoken() {
    return isVisible() ? "Response: " + amount.getText() + ". " + said.getText() : "";
  }

  private void tell(Response now) {
    setVisible(!now.isEmpty());
    setManaged(!now.isEmpty());
    amount.setText(ResponseWords.amount(now));
    chosen = null;
    say();
    requestLayout();
  }

  private void say() {
    Response now = model.response().get();
    Mark mark = chosen;
    String words =
        mark != null
            ? ResponseWords.act(mark.acts().getLast())
                + (mark.acts().size() == 1
                    ? ""
                    : "  (the last of " + mark.acts().size() + " that stand here)")
            : now.doubt().isEmpty()
                ? now.acts().isEmpty() ? "" : "Last: " + ResponseWords.act(now.acts().getLast())
                : now.doubt();
    said.setText(words);
    Tooltip.install(said, new Tooltip(words));
    said.setAccessibleText(words);
  }

  /** Has the marks stand where they belong in the time of a frame. */
  void draw(Viewport viewport) {
    Response now = model.response().get();
    if (now.isEmpty()) {
      return;
    }
    ResponseLayout layout = ResponseLayout.of(now, viewport, Scale.px(WIDE));
    List<Mark> marks = layout.marks();
    while (buttons.size() < marks.size()) {
      Button button = new Button();
      button.setTooltip(new Tooltip());
      button.getTooltip().setShowDelay(Duration.millis(200));
      button.getTooltip().setShowDuration(Duration.INDEFINITE);
      button.setManaged(false);
      buttons.add(button);
      getChildren().add(button);
    }
    for (int i = 0; i < buttons.size(); i++) {
      buttons.get(i).setVisible(i < marks.size());
      if (i < marks.size()) {
        show(buttons.get(i), marks.get(i), i);
      }
    }
    edges(now, layout);
  }

  private void show(Button button, Mark mark, int place) {
    String state = mark.state().name().toLowerCase(java.util.Locale.ROOT);
    button.getStyleClass().setAll("response-mark", "response-" + state);
    button.setId("response-" + place);
    int many = mark.acts().size();
    button.setText(ResponseWords.sign(mark.state()) + (many == 1 ? "" : Integer.toString(many)));
    String words =
        mark.acts().stream().limit(LISTED).map(ResponseWords::act).collect(Collectors.joining("\n"))
            + (many > LISTED ? "\n\u2026 and " + (many - LISTED) + " more" : "");
    button.getTooltip().setText(words);
    button.setAccessibleText("Response, " + words.replace("\n", ", "));
    button.setOnAction(_ -> choose(mark));
    button.resizeRelocate(
        LaneGutter.width() + (double) mark.x(),
        2,
        Math.min(Scale.px(WIDE) - 2.0, button.prefWidth(-1)),
        Scale.px(LINE) - 2.0);
  }

  private void choose(Mark mark) {
    chosen = mark;
    say();
  }

  private void edges(Response now, ResponseLayout layout) {
    earlier.setVisible(layout.earlier() > 0);
    later.setVisible(layout.later() > 0);
    earlier.setText("\u25c2 " + layout.earlier());
    later.setText(layout.later() + " \u25b8");
    Controls.explain(earlier, layout.earlier() + " acts earlier: goes to the last of them");
    Controls.explain(later, layout.later() + " acts later: goes to the first of them");
    int after = now.acts().size() - layout.later();
    earlier.setOnAction(_ -> model.go(now.acts().get(layout.earlier() - 1).time()));
    later.setOnAction(_ -> model.go(now.acts().get(after).time()));
    requestLayout();
  }

  private static Button edge(String id) {
    Button button = new Button();
    button.setId(id);
    button.getStyleClass().setAll("response-mark", "response-edge");
    button.setVisible(false); // until there are acts beyond it
    return button;
  }

  /** From mark to mark; at the ends it stays. */
  private void move(KeyEvent event) {
    int step = event.getCode() == KeyCode.RIGHT ? 1 : event.getCode() == KeyCode.LEFT ? -1 : 0;
    int at = step == 0 ? -1 : buttons.indexOf(event.getTarget());
    if (at >= 0) {
      int next = at + step;
      if (next >= 0 && next < buttons.size() && buttons.get(next).isVisible()) {
        buttons.get(next).requestFocus();
      }
      event.consume();
    }
  }

  @Override
  protected void layoutChildren() {
    int left = LaneGutter.width();
    int line = Scale.px(LINE);
    title.resizeRelocate(10, 2, left - 16.0, line - 2.0);
    amount.resizeRelocate(10, line, left - 16.0, line - 2.0);
    said.resizeRelocate(left + 6.0, line, Math.max(0, getWidth() - left - 12), line - 2.0);
    double wide = later.prefWidth(-1);
    later.resizeRelocate(getWidth() - wide - 2, 2, wide, line - 2.0);
    double first = earlier.prefWidth(-1);
    earlier.resizeRelocate(left - first - 2, 2, first, line - 2.0);
  }
}
