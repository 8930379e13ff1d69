package salvor.workbench.comparison;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** What pointer and keys do on a mirrored timeline: the same as on the timeline. */
final class MirrorControls {
  private static final double STEP = 0.7;
  private static final double FAST = 0.9;
  private static final double WHEEL = 1.0 / 40;
  private static final int CLICK = 4;

  private final MirrorPane pane;
  private final MirrorViewModel model;
  private final CompareViewModel compare;
  private double pressed;
  private double last;
  private boolean dragged;

  private MirrorControls(MirrorPane pane, MirrorViewModel model, CompareViewModel compare) {
    this.pane = pane;
    this.model = model;
    this.compare = compare;
  }

  static void install(
      MirrorPane pane, Node picture, MirrorViewModel model, CompareViewModel compare) {
    MirrorControls controls = new MirrorControls(pane, model, compare);
    pane.addEventHandler(KeyEvent.KEY_PRESSED, controls::key);
    pane.addEventHandler(KeyEvent.KEY_TYPED, controls::typed);
    pane.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> pane.requestFocus());
    picture.setOnMousePressed(controls::press);
    picture.setOnMouseDragged(controls::drag);
    picture.setOnMouseReleased(controls::release);
    picture.setOnMouseMoved(event -> pane.point(event.getX(), event.getY()));
    picture.setOnMouseExited(_ -> pane.point(-1, 0));
    picture.setOnScroll(controls::wheel);
  }

  private void press(MouseEvent event) {
    pressed = event.getX();
    last = event.getX();
    dragged = false;
  }

  private void drag(MouseEvent event) {
    if (event.getButton() != MouseButton.PRIMARY
        || (!dragged && Math.abs(event.getX() - pressed) < CLICK)) {
      return;
    }
    dragged = true;
    model.pan((int) (last - event.getX()));
    last = event.getX();
  }

  private void release(MouseEvent event) {
    if (dragged || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    if (event.getClickCount() == 2) {
      model.zoom(0.2, (int) event.getX());
      return;
    }
    MirrorViewModel.Hit hit = model.hit((int) event.getX(), (int) event.getY());
    if (hit == null) {
      compare.selection().clear();
    } else {
      compare.selection().select(hit.cell().firstRow());
    }
  }

  private void wheel(ScrollEvent event) {
    if (Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY())) {
      model.pan((int) -event.getDeltaX());
    } else if (event.getDeltaY() != 0) {
      model.zoom(Math.pow(STEP, event.getDeltaY() * WHEEL), (int) event.getX());
    }
    pane.point(event.getX(), event.getY());
    event.consume();
  }

  private void key(KeyEvent event) {
    boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
    if (plain && act(event.getCode(), event.isShiftDown())) {
      event.consume();
    }
  }

  private boolean act(KeyCode code, boolean shift) {
    switch (code) {
      case W, ADD -> model.zoom(STEP, pane.spot());
      case S, SUBTRACT -> model.zoom(1 / STEP, pane.spot());
      case A, LEFT -> model.panPart(shift ? -FAST : -0.1);
      case D, RIGHT -> model.panPart(shift ? FAST : 0.1);
      case HOME -> model.home();
      case END -> model.end();
      case F -> model.fit(pane.spot());
      case UP -> compare.list().step(-1);
      case DOWN -> compare.list().step(1);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void typed(KeyEvent event) {
    switch (event.getCharacter()) {
      case "+", "=" -> model.zoom(STEP, pane.spot());
      case "-" -> model.zoom(1 / STEP, pane.spot());
      case "." -> compare.list().step(1);
      case "," -> compare.list().step(-1);
      default -> {
        return;
      }
    }
    event.consume();
  }
}
